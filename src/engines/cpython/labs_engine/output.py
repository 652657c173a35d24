"""Standard streams of an engine: text goes to descriptor 1 as it is, with marks between."""

import io
import os
import sys


class Output:
    """Owns the engine's standard streams.

    Python's stdout and stderr share descriptor 1, with marks that tell them apart, so that what was printed
    keeps its order; C code and child processes write to 1 and 2 themselves and need no care.
    """

    def __init__(self, token):
        # Private copies: fences must arrive even when user code closed or redirected 1 and 2.
        self._fds = (os.dup(1), os.dup(2))
        self._libc = None
        self._marks = {letter: token + letter.encode() + b"\n" for letter in "oedf"}
        sys.stdout = sys.__stdout__ = _text(io.FileIO(1, "w", closefd=False), "<stdout>")
        sys.stderr = sys.__stderr__ = _text(_MarkedError(self), "<stderr>")

    def error_text(self, data):
        """Writes what Python code sends to stderr, in its place among what it sends to stdout."""
        _flush(sys.stdout)
        self._write(0, self._marks["e"] + data + self._marks["o"])

    def display_here(self):
        """Marks the place of a display among the text."""
        self.flush()
        self._write(0, self._marks["d"])

    def fence(self):
        """Marks the end of a call's output, after everything that the call has written."""
        self.flush()
        self._write(0, self._marks["f"])
        self._write(1, self._marks["f"])

    def flush(self):
        _flush(sys.stdout)
        _flush(sys.stderr)
        if "ctypes" in sys.modules:
            # C code's own buffers; only code that loaded ctypes (numpy does) is likely to have any.
            try:
                self._libc = self._libc or sys.modules["ctypes"].CDLL(None)
                self._libc.fflush(None)
            except Exception:
                pass

    def _write(self, which, data):
        view = memoryview(data)
        while view:
            view = view[os.write(self._fds[which], view) :]


class _MarkedError(io.RawIOBase):
    name = "<stderr>"

    def __init__(self, output):
        self._output = output

    def writable(self):
        return True

    def fileno(self):
        return 2

    def write(self, data):
        self._output.error_text(bytes(data))
        return len(data)


def _text(raw, name):
    stream = io.TextIOWrapper(
        io.BufferedWriter(raw, 1 << 16), encoding="utf-8", errors="backslashreplace", line_buffering=True
    )
    stream.mode = "w"
    return stream


def _flush(stream):
    try:
        stream.flush()
    except Exception:
        pass  # closed, or replaced by user code with something that cannot
