"""The way back to the bridge: with the reply of the call, or while it runs over the kernel's iopub socket."""

import json
import os
import threading
import time

from ..frames import head_of

#: Descriptors of src/protocol/engineFrames.ts under which the host takes what comes.
FRAMES = 4

#: The hub writes a line into its log for each message of a type that it does not know; it knows this one.
_MESSAGE = "data_pub"

#: Bytes up to which a reply is one piece, each of which costs ipyparallel the same.
_SMALL = 1 << 16

#: Done chunks may wait for the reply for so many seconds.
_CHUNKS_WAIT = 0.05


class Channel:
    """Speaks for one engine to one bridge. Takes the place of `labs_engine.frames.Frames`.

    Messages over iopub are numbered, because they may arrive after the reply, which goes another way: the reply tells
    how many there were, and the bridge holds it back until it has them.
    """

    def __init__(self, key, kernel):
        self.in_frame = False
        self._key = key
        self._kernel = kernel
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self._published = 0
        self._reply = []
        self._chunks_sent = 0
        self._parent = None
        #: Whether the call's output ends with its reply, and no fence comes.
        self.is_fenced = False
        self._published_before = 0

    def begin(self):
        """A call begins: what is published from now on belongs to it."""
        self._parent = self._kernel.get_parent("shell") if hasattr(self._kernel, "get_parent") else self._kernel._parent_header
        self._chunks_sent = time.monotonic()
        self._published_before = self._published
        self.is_fenced = False

    @property
    def has_published(self):
        """Whether anything of this call went over iopub."""
        return self._published > self._published_before

    @property
    def message(self):
        """The id of the message that the call came with."""
        return self._parent["header"]["msg_id"]

    def write(self, header, pieces=()):
        """Sends one frame: a result with the reply, everything else at once, save chunks that follow closely."""
        if os.getpid() != self._pid:
            return  # a forked child must never speak for its parent
        operation = header["op"]
        if operation == "started":
            return  # the kernel itself tells all its clients that it is busy with a message
        if operation == "result" and self.is_fenced:
            header["fenced"] = True
        frame = [head_of(header, pieces), *pieces]
        now = time.monotonic()
        if operation in ("result", "hello") or (operation == "chunks" and now - self._chunks_sent < _CHUNKS_WAIT):
            self._reply.append((FRAMES, 0, frame))
            return
        self._chunks_sent = now
        self.in_frame = True
        try:
            held, self._reply = self._reply, []
            for part in [*held, (FRAMES, 0, frame)]:
                self.publish(*part)
        finally:
            self.in_frame = False

    def add_output(self, descriptor, dropped, data):
        """Output that goes with the reply; `dropped` bytes before it were beyond the limit."""
        self._reply.append((descriptor, dropped, [data]))

    def publish(self, descriptor, dropped, pieces):
        """Sends something over iopub, from any thread."""
        with self._lock:
            self._published += 1
            content = {"bridge": self._key, "number": self._published, "fd": descriptor, "dropped": dropped}
            self._kernel.session.send(
                self._kernel.iopub_socket,
                _MESSAGE,
                content,
                parent=self._parent,
                ident=self._kernel._topic(_MESSAGE) if hasattr(self._kernel, "_topic") else None,
                buffers=[bytes(piece) for piece in pieces],
            )

    def reply(self):
        """What the call answers: how many messages were published, what follows, and its pieces. Joined if small."""
        parts, self._reply = self._reply, []
        pieces = [piece for _, _, some in parts for piece in some]
        about = {
            "published": self._published,
            "parts": [[descriptor, dropped, len(some)] for descriptor, dropped, some in parts],
        }
        sizes = [len(piece) for piece in pieces]
        if sum(sizes) > _SMALL:
            return [json.dumps(about), *pieces]
        head = json.dumps({**about, "sizes": sizes}).encode()
        return b"".join([len(head).to_bytes(4, "little"), head, *pieces])

    def close_in_child(self):
        """Nothing to close: `write` is silent there."""
