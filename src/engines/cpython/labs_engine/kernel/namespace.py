"""The kernel's own namespace, in which names that other clients pushed are seen, too."""

import builtins
import os
import sys

from ..namespace import Namespace, no_input


class KernelNamespace(Namespace):
    """As `Namespace`, on the `user_ns` of the kernel's shell. `stand_ins` where the host's disk is another."""

    def __init__(self, engine_id, engine_count, cwd, shell, display, stand_ins=None):
        self._shell = shell
        self._stand_ins = stand_ins
        self._given = {"engine_id": engine_id, "engine_count": engine_count}
        self._cwd = None
        self._folders = set()
        self._loop = None
        self._sources = {}
        self._builtins = {"display": display, "input": no_input}
        self.names = shell.user_ns
        self.names.update(self._given)
        self.go_to(cwd)

    def reset(self):
        """Forgets every name, and the modules imported from the working folders."""
        # ipyparallel's `apply` keeps what it calls under names of the message, and looks for them when it is over.
        kept = {name: value for name, value in self.names.items() if name.startswith(self._message)}
        self._shell.reset(new_session=False)
        self.names.update(kept)
        self.names.update(self._given)
        self._sources.clear()
        self._forget_modules()

    def go_to(self, cwd):
        """Makes `cwd` the working folder if this host has it, and the first place where imports are looked for."""
        if os.path.isdir(cwd):
            super().go_to(cwd)

    def file_of(self, filename, code, main):
        """A place where code can write beside its file, if it asks for one."""
        if self._stand_ins is None or not main or "__file__" not in code:
            return filename
        return self._stand_ins.place_of(filename)

    def taken(self, count, message):
        """A context in which the names are as the call with this message id expects them; `count` engines are there now, 0 for as many as before."""
        self._message = f"_{message.replace('-', '')}_"
        return _Taken(self, count)


class _Taken:
    def __init__(self, namespace, count):
        self._namespace = namespace
        self._count = count

    def __enter__(self):
        namespace = self._namespace
        names = namespace.names
        self._main = names.get("__name__")
        self._argv = list(sys.argv)
        self._builtins = {name: getattr(builtins, name, None) for name in namespace._builtins}
        vars(builtins).update(namespace._builtins)
        if self._count and self._count != namespace._given["engine_count"]:
            namespace._given["engine_count"] = self._count
            names["engine_count"] = self._count

    def __exit__(self, *_):
        names = self._namespace.names
        names["__name__"] = self._main or "__main__"
        sys.argv[:] = self._argv
        for name, value in self._builtins.items():
            if value is None:
                vars(builtins).pop(name, None)
            else:
                setattr(builtins, name, value)
