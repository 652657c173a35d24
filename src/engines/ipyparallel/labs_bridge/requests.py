"""Frames from the host, read without waiting."""

import json
import os

#: Bytes read at a time.
_BLOCK = 1 << 20


class Requests:
    """Cuts what a descriptor has into frames."""

    def __init__(self, fd):
        os.set_blocking(fd, False)
        self._fd = fd
        self._data = bytearray()

    def read(self):
        """The frames that are whole now: (header, pieces) each. Raises EOFError at the end."""
        while True:
            try:
                data = os.read(self._fd, _BLOCK)
            except BlockingIOError:
                break
            if not data:
                raise EOFError
            self._data += data
            if len(data) < _BLOCK:
                break
        frames, at = [], 0
        while len(self._data) - at >= 8:
            head = int.from_bytes(self._data[at : at + 4], "little")
            body = int.from_bytes(self._data[at + 4 : at + 8], "little")
            if len(self._data) - at < 8 + head + body:
                break
            frames.append(self._frame(at + 8, head))
            at += 8 + head + body
        del self._data[:at]
        return frames

    def _frame(self, at, head):
        header = json.loads(self._data[at : at + head])
        at += head
        pieces = []
        for length in header["buffers"]:
            pieces.append(bytes(memoryview(self._data)[at : at + length]))
            at += length
        return header, pieces
