"""Length-prefixed frames on two pipes: a JSON header and a raw body."""

import json
import os
import _thread

#: Bytes up to which a frame is written at once: joining them costs less than waking the reader twice.
_SMALL = 1 << 14


class Frames:
    """Reads requests from one descriptor and writes responses to another; writing is safe from any thread."""

    def __init__(self, fd_in, fd_out):
        os.set_inheritable(fd_in, False)
        os.set_inheritable(fd_out, False)
        self._in = open(fd_in, "rb", buffering=1 << 16, closefd=False)
        self.fd_in = fd_in
        self._fd_out = fd_out
        self._lock = _thread.allocate_lock()
        self._main = _thread.get_ident()
        #: True while the main thread is inside a frame; an interrupt must wait then, or the stream would break.
        self.in_frame = False

    def read(self):
        """The next request: its header and the pieces of its body, as memoryviews. EOFError at the end."""
        sizes = self._read_exactly(8)
        header = json.loads(self._read_exactly(int.from_bytes(sizes[:4], "little")))
        body = memoryview(self._read_exactly(int.from_bytes(sizes[4:], "little")))
        pieces, at = [], 0
        for length in header["buffers"]:
            pieces.append(body[at : at + length])
            at += length
        return header, pieces

    def read_whole(self):
        """As `read`, for the main thread in the middle of user code: an interrupt has to wait."""
        self.in_frame = True
        try:
            return self.read()
        finally:
            self.in_frame = False

    def write(self, header, pieces=()):
        """Sends one frame."""
        head = head_of(header, pieces)
        with self._lock:
            self.in_frame = _thread.get_ident() == self._main
            try:
                small = sum(header["buffers"]) <= _SMALL
                for part in [b"".join([head, *pieces])] if small else [head, *pieces]:
                    _write_all(self._fd_out, part)
            finally:
                self.in_frame = False

    def close_in_child(self):
        """A forked child must never speak for its parent."""
        os.close(self.fd_in)
        os.close(self._fd_out)
        self._fd_out = os.open(os.devnull, os.O_WRONLY)
        self._lock = _thread.allocate_lock()

    def _read_exactly(self, count):
        data = self._in.read(count)
        if len(data) < count:
            raise EOFError
        return data


def head_of(header, pieces):
    """The bytes of a frame before its pieces."""
    header["buffers"] = [len(piece) for piece in pieces]
    head = json.dumps(header, separators=(",", ":")).encode("utf-8", "backslashreplace")
    return len(head).to_bytes(4, "little") + sum(header["buffers"]).to_bytes(4, "little") + head


def _write_all(fd, data):
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]
