"""The namespace in which user code lives, and the running of source text in it."""

import builtins
import os
import sys
import types

_ONLY_AST = 0x400
_TOP_LEVEL_AWAIT = 0x2000
_CO_COROUTINE = 0x80

#: What `__name__` is when functions are loaded for map/reduce, as in processes that multiprocessing spawns.
_LOADED = "__mp_main__"


class Namespace:
    """A module `__main__` that lasts until it is reset, so that pickle and multiprocessing find what cells define."""

    def __init__(self, engine_id, engine_count, cwd, display):
        self._given = {"engine_id": engine_id, "engine_count": engine_count}
        self._cwd = None
        self._folders = set()
        self._loop = None
        self._sources = {}
        self.names = {}
        builtins.display = display
        builtins.input = no_input
        self.go_to(cwd)
        self.reset()

    def reset(self):
        """Forgets every name, and the modules imported from the working folders, so that edits are seen."""
        main = types.ModuleType("__main__")
        main.__dict__.update(self._given)
        main.__builtins__ = builtins
        self.names.clear()
        self.names = main.__dict__
        sys.modules["__main__"] = main
        self._sources.clear()
        self._forget_modules()

    def _forget_modules(self):
        folders = tuple(os.path.join(folder, "") for folder in self._folders)
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] == __package__:
                continue  # the engine itself, when the working folder is one that holds it
            if any(place.startswith(folders) for place in _places(module)):
                del sys.modules[name]
        self._folders = {self._cwd}

    def go_to(self, cwd):
        """Makes `cwd` the working folder and the first place where imports are looked for."""
        if cwd == self._cwd:
            return
        os.chdir(cwd)
        if self._cwd is None:
            sys.path[0] = cwd  # in place of the engine's own folder
        else:
            if self._cwd in sys.path:
                sys.path.remove(self._cwd)
            sys.path.insert(0, cwd)
        self._cwd = cwd
        self._folders.add(cwd)

    def execute(self, code, filename, first_line, main):
        """Runs source text; the value of its last expression, unless a semicolon ends it."""
        self._remember(code, filename, first_line)
        self.names["__name__"] = "__main__" if main else _LOADED
        self.names["__file__"] = self.file_of(filename, code, main)
        sys.argv[:] = [filename]
        code = self.translate(code)
        tree = compile("\n" * first_line + code, filename, "exec", _ONLY_AST | _TOP_LEVEL_AWAIT)
        last = tree.body[-1] if tree.body else None
        if type(last).__name__ != "Expr":
            self._run(compile(tree, filename, "exec", _TOP_LEVEL_AWAIT))
            return None
        tree.body.pop()
        if tree.body:
            self._run(compile(tree, filename, "exec", _TOP_LEVEL_AWAIT))
        expression = compile(_expression(last), filename, "eval", _TOP_LEVEL_AWAIT)
        value = self._run(expression)
        return None if code.rstrip().endswith(";") else value

    def file_of(self, filename, _code, _main):
        """What `__file__` is for a piece of this file."""
        return filename

    def translate(self, code):
        """The code as Python, with as many lines."""
        return code

    def find(self, expression):
        """The function that an expression names."""
        return eval(expression, self.names)

    def lines_of_sources(self):
        """The text that ran, by file name: a dictionary from line (from 1) to text."""
        return self._sources

    def _run(self, compiled):
        if not compiled.co_flags & _CO_COROUTINE:
            return eval(compiled, self.names)
        import asyncio

        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self._loop)
        return self._loop.run_until_complete(eval(compiled, self.names))

    def _remember(self, code, filename, first_line):
        lines = self._sources.setdefault(filename, {})
        for number, text in enumerate(code.splitlines(True), first_line + 1):
            lines[number] = text


def _places(module):
    """A module's file, or the folders of a package that has none of its own."""
    file = getattr(module, "__file__", None)
    return [file] if file else list(getattr(module, "__path__", ()))


def _expression(statement):
    import ast

    return ast.copy_location(ast.Expression(statement.value), statement)


def no_input(prompt=""):
    raise EOFError("an engine has no keyboard: pass values as arguments, push them, or read a file instead of input()")
