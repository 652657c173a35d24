"""The engines' side as text, so that it needs no disk that they share with us and no Python like ours."""

import hashlib
import os

import labs_engine
from ipyparallel import Reference
from ipyparallel.serialize import PrePickled

_FOLDER = os.path.dirname(os.path.abspath(labs_engine.__file__))


class Shipment:
    """The package `labs_engine` under a name that tells its version, and how it is called from afar."""

    def __init__(self):
        sources = dict(_sources(_FOLDER))
        digest = hashlib.sha256(repr(sorted(sources.items())).encode()).hexdigest()[:12]
        name = f"parallel_labs_engine_{digest}"
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "unpacking.py"), encoding="utf-8") as file:
            unpacking = file.read()
        #: What installs the package on an engine that does not have it: a function and its arguments.
        self.install = (PrePickled(Reference("__import__('builtins').exec")), [unpacking, {"NAME": name, "SOURCES": sources}])
        self._kernel = f"__import__('sys').modules['{name}.kernel']"
        self.forget = PrePickled(Reference(f"{self._kernel}.forget"))

    def take(self, key):
        """What does requests of the bridge with this key."""
        return PrePickled(Reference(f"{self._kernel}.taker({key!r})"))

    def take_task(self, key):
        """What does tasks that the cluster's scheduler hands out for the bridge with this key."""
        return PrePickled(Reference(f"{self._kernel}.task_taker({key!r})"))


def _sources(folder, prefix=""):
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _sources(entry.path, f"{prefix}{entry.name}.")
        elif entry.name.endswith(".py"):
            with open(entry.path, encoding="utf-8") as file:
                yield prefix + entry.name[:-3], file.read()
