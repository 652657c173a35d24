"""The namespace of client cells: IPython's magics, and the names of a client that is connected."""

import sys

from ..namespace import Namespace
from .connection import connect, engines_at_work, need_ipyparallel, use_by_default
from .outputs import show_by_engine, tell_errors
from .shell import make_shell


class ClientNamespace(Namespace):
    """Runs cells as a notebook beside a cluster would: with `rc`, `dview` and `lview`, `%px` and its kin.

    The start's `client` is an address of the cluster; `tell` sends what engines put out, as `remote` frames;
    `was_interrupted` says whether the running cell was.
    """

    def __init__(self, start, display, publish, tell, was_interrupted):
        self._address = start["client"]
        self._folder = start["temporaryFolder"]
        self._tell = tell
        self._publish = publish
        self._was_interrupted = was_interrupted
        self._shell = None
        self._client = None
        self._tunnel = None
        self._ids = None
        super().__init__(start["engineId"], start["engineCount"], start["cwd"], display)

    def reset(self):
        """Forgets the user's names; the client stays connected."""
        super().reset()
        for given in self._given:
            del self.names[given]  # the client is no engine
        if self._client is not None:
            self._bind()

    def execute(self, code, filename, first_line, main):
        """Runs a cell. Raises what it raises, or what keeps the client from its cluster."""
        self._connect()
        try:
            with self._shell.builtin_trap:
                value = self._run_cell(code, filename, first_line, main)
                if self._was_interrupted():  # which ipyparallel takes for "wait no longer"
                    raise KeyboardInterrupt
                return value
        except KeyboardInterrupt:
            self._stop_engines()
            raise
        except Exception as error:
            tell_errors(error, self._tell)
            raise

    def _run_cell(self, code, filename, first_line, main):
        if self._shell.is_everywhere:
            return self._shell.run_everywhere(code)
        return super().execute(code, filename, first_line, main)

    def translate(self, code):
        """IPython's own signs as Python: `%px`, `%%px`, `!ls`. Lines keep their numbers."""
        body = code.lstrip("\r\n")
        blank = code[: len(code) - len(body)].count("\n")
        return "\n" * blank + self._shell.transform_cell(body)

    def _connect(self):
        if self._tunnel and not self._tunnel.is_open:
            self._leave()
        if self._client is None:
            need_ipyparallel()
            if self._shell is None:  # else it was looked for before, in vain
                self._shell = make_shell(self._publish)
                show_by_engine(self._tell)  # before there is a client, which takes its handlers as they are
            self._client, connection, self._tunnel = connect(self._address, self._folder)
            use_by_default(connection)
            self._bind()
            self._client.activate()
        elif self._ids != self._client.ids:
            self._refresh()

    def _leave(self):
        """Lets go of a client that nothing leads to any more; the next cell makes another."""
        self._client.close(linger=0)
        self._client = None
        self._tunnel.close()
        self._tunnel = None

    def _bind(self):
        self._shell.user_module = sys.modules["__main__"]
        self._shell.user_ns = self.names
        self._ids = self._client.ids
        self._views = {"dview": self._client[:], "lview": self._client.load_balanced_view()}
        self.names.update(self._views, rc=self._client)

    def _refresh(self):
        """Engines have come or gone: `dview` is of those that are there, unless the name is the user's now."""
        self._ids = self._client.ids
        if self._ids and self.names.get("dview") is self._views["dview"]:
            self._views["dview"] = self.names["dview"] = self._client[:]

    def _stop_engines(self):
        """What was sent and has not come back is stopped, as on engines of this machine, and nothing of others'."""
        import signal

        if not self._client.outstanding:
            return
        try:
            working = engines_at_work(self._client)
            self._client.abort(block=False)
            if working:
                self._client.send_signal(signal.SIGINT, targets=working, block=False)
        except Exception:
            pass  # the cluster is gone, and so is what it ran
