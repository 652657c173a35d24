"""Standard streams of a kernel while one of our calls runs on it."""

import os
import select
import sys
import threading
import time

from ..output import Output

#: Bytes read from a pipe at a time, and what a pipe is asked to hold.
_BLOCK = 1 << 20
#: Output waits so long for more, in seconds, so that many small prints are few messages.
_GATHER = 0.01
#: Letters after the token in a mark, with the line feed.
_MARK_TAIL = 2


class KernelOutput(Output):
    """As `Output`, for the time of a call only: other clients of the kernel keep their streams.

    Descriptors 1 and 2 lead into pipes of this process. A thread reads them while the code runs; what is left at a
    call's end is read at once and goes with its reply. Beyond `limit` bytes of a call only marks are passed on.
    """

    def __init__(self, token, limit, channel):
        self._channel = channel
        self._lock = threading.Lock()
        pipes = [os.pipe() for _ in range(2)]
        for read, write in pipes:
            os.set_blocking(read, False)
            _widen(write)
        self._pipes = {descriptor: _Pipe(read, token, limit) for descriptor, (read, _) in zip((1, 2), pipes)}
        self._own = tuple(write for _, write in pipes)
        self._kernels = None
        with self.taken():
            super().__init__(token)
            for fd in self._fds:
                os.set_inheritable(fd, False)
            self._streams = (sys.stdout, sys.stderr)
        threading.Thread(target=self._read_on, name="labs-output", daemon=True).start()

    def taken(self):
        """A context in which standard streams are those of the call."""
        return _Taken(self)

    def fence(self):
        """Has all that the call wrote go with its reply."""
        self.flush()
        with self._lock:
            outputs = [(descriptor, *pipe.read_all()) for descriptor, pipe in self._pipes.items()]
        if not self._channel.has_published and not any(data or dropped for _, dropped, data in outputs):
            self._channel.is_fenced = True
            return
        for descriptor, dropped, data in outputs:
            self._channel.add_output(descriptor, dropped, data + self._marks["f"])

    def begin(self):
        """The streams of a call, also when user code of an earlier one replaced them."""
        sys.stdout = sys.__stdout__ = self._streams[0]
        sys.stderr = sys.__stderr__ = self._streams[1]

    def _read_on(self):
        by_fd = {pipe.fd: descriptor for descriptor, pipe in self._pipes.items()}
        while True:
            ready, _, _ = select.select(list(by_fd), [], [])
            if not any(self._pipes[by_fd[fd]].is_busy for fd in ready):
                time.sleep(_GATHER)
            with self._lock:
                for fd in ready:
                    dropped, data = self._pipes[by_fd[fd]].read_some()
                    if data or dropped:
                        self._channel.publish(by_fd[fd], dropped, [data])


class _Taken:
    def __init__(self, output):
        self._output = output

    def __enter__(self):
        self._streams = (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__)
        self._copies = [os.dup(1), os.dup(2)]
        for fd, pipe in zip((1, 2), self._output._own):
            os.dup2(pipe, fd)

    def __exit__(self, *_):
        sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__ = self._streams
        for fd, copy in zip((1, 2), self._copies):
            os.dup2(copy, fd)
            os.close(copy)


class _Pipe:
    """The reading end of a pipe: what of it is passed on."""

    def __init__(self, fd, token, limit):
        self.fd = fd
        #: Whether the last read found much, so that waiting for more is no use.
        self.is_busy = False
        self._token = token
        # More than the host keeps, so that it alone decides where the text is cut.
        self._limit = limit + _BLOCK
        self._kept = 0
        self._held = b""
        self._dropped = 0

    def read_some(self):
        """What is there, up to a block: bytes dropped before it, and the data."""
        try:
            data = os.read(self.fd, _BLOCK)
        except BlockingIOError:
            data = b""
        self.is_busy = len(data) > _BLOCK // 8
        return self._taken(data)

    def read_all(self):
        """What is there at a call's end; the next call has an account of its own."""
        dropped, parts = 0, []
        while True:
            try:
                data = os.read(self.fd, _BLOCK)
            except BlockingIOError:
                break
            more, kept = self._taken(data)
            dropped += more
            parts.append(kept)
        parts.append(self._held)
        self._held = b""
        self._kept = 0
        return dropped, b"".join(parts)

    def _taken(self, data):
        if self._kept + len(data) <= self._limit and not self._held:
            self._kept += len(data)
            return 0, data
        return self._marks(data)

    def _marks(self, data):
        """Beyond the limit: the marks alone, one that is cut in two held back."""
        data = self._held + data
        self._kept = self._limit
        marks, dropped, start = [], 0, 0
        while True:
            at = data.find(self._token, start)
            end = at + len(self._token) + _MARK_TAIL
            if at < 0 or end > len(data):
                break
            marks.append(data[at:end])
            dropped += at - start
            start = end
        rest = at if at >= 0 else len(data) - _partial(data[start:], self._token)
        dropped += rest - start
        self._held = data[rest:]
        return dropped, b"".join(marks)


def _partial(data, token):
    """Length of the longest end of `data` that begins the token."""
    for length in range(min(len(data), len(token) - 1), 0, -1):
        if data.endswith(token[:length]):
            return length
    return 0


def _widen(fd):
    if sys.platform != "linux":
        return
    import fcntl

    try:
        fcntl.fcntl(fd, 1031, _BLOCK)  # F_SETPIPE_SZ, which Python 3.9 does not name
    except OSError:
        pass  # the system allows less
