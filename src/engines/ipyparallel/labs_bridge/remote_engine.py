"""One engine of the cluster, as the bridge sees it."""

import threading
import time

from labs_engine.frames import head_of

from .messages import arguments, error_of, read_reply

#: Descriptor under which frames go to the host.
_FRAMES = 4
#: Exchanges of which the quickest tells the difference of the clocks.
_PINGS = 5


class RemoteEngine:
    """Sends requests to an engine and gives its answers to the host.

    The host sends one request at a time. An interrupt is a signal, which meets whatever runs when it arrives: so none
    is sent once a call's answer is here, and no call is sent before the last signal was delivered.
    """

    def __init__(self, number, client, shipment, key, tell, count):
        self._number = number
        #: Who it is for as long as it lives; another engine may have its number then.
        self.uuid = client.labs_uuid(number)
        self._client = client
        self._shipment = shipment
        self._key = key
        self._take = shipment.take(key)
        self._tell = tell
        self._count = count
        self._lock = threading.RLock()
        self._begun = bytearray()
        self._waiting = []
        self._signals = 0
        #: The number of its last published message that has come.
        self.seen = 0
        self._message = None
        self._begun_message = None
        self._is_interrupted = False
        self._held = None
        self._ended = False
        self._is_open = False
        future = self._apply(*shipment.install)
        future.add_done_callback(self._on_installed)

    def push(self, pieces):
        """Takes bytes of requests, which are one whole frame as a rule."""
        if not self._begun and _is_whole(pieces):
            self.request(self._packed(pieces))
            return
        for piece in pieces:
            self._begun += piece
        while len(self._begun) >= 8:
            size = 8 + _sizes(self._begun)[0] + _sizes(self._begun)[1]
            if len(self._begun) < size:
                return
            frame = bytes(self._begun[:size])
            del self._begun[:size]
            self.request(self._packed([frame]))

    def interrupt(self):
        """Signals the engine, if a call is under way; as soon as the kernel has begun with it."""
        with self._lock:
            if self._message is None or self._ended:
                # Kept for a call that waits for the last signal's arrival.
                self._is_interrupted = bool(self._waiting)
                return
            if self._message != self._begun_message:
                self._is_interrupted = True
                return
        self.signal()

    def signal(self):
        """Signals the engine, whatever it does. No request is sent to it before the signal has arrived."""
        with self._lock:
            self._signals += 1
        try:
            future = self._client.labs_interrupt(self._number)
            future.add_done_callback(self._on_signalled)
        except Exception:
            self._on_signalled(None)

    @property
    def is_free(self):
        """Whether a request can be sent at once."""
        return not (self._ended or self._begun or self._signals > 0)

    def request(self, packed):
        """Sends a request that the client has packed."""
        with self._lock:
            if self._ended:
                return
            if self._signals > 0:
                self._waiting.append(packed)
                return
            self.follow(self._client.labs_send(self._number, packed))

    def follow(self, future):
        """A request is on its way."""
        message = self._message = future.msg_id
        future.add_done_callback(lambda done: self._on_reply(message, done))

    def leave(self):
        """Has the engine forget us; tells when it has."""
        self.end()
        try:
            return self._apply(self._shipment.forget, [self._key])
        except Exception:
            return None  # the connection is gone already

    def end(self):
        """The engine has gone, or the host attaches to it anew."""
        with self._lock:
            self._ended = True
            self._waiting.clear()

    # In the client's thread.

    def on_began(self, message):
        """From here on the call can be interrupted."""
        with self._lock:
            if message != self._message or message == self._begun_message or not self._is_open:
                return
            self._begun_message = message
            wanted, self._is_interrupted = self._is_interrupted, False
        if wanted:
            self.interrupt()

    def on_published(self, content, buffers, is_own):
        """Passes on output or a frame, if it is not of a task; a reply may wait for it."""
        with self._lock:
            if self._ended:
                return
            if is_own:
                self._bytes(content["fd"], content["dropped"], buffers)
            self.seen = content["number"]
            held = self._held
            if held is None or self.seen < held[0]["published"]:
                return
            self._held = None
        self._deliver(held)

    def _on_installed(self, future):
        error = error_of(future)
        if error:
            self._fail(f"its interpreter did not take our code: {error}")

    def _on_signalled(self, _future):
        with self._lock:
            self._signals -= 1
            if self._signals > 0 or self._ended:
                return
            waiting, self._waiting = self._waiting, []
        for packed in waiting:
            self.request(packed)

    def _on_reply(self, message, future):
        with self._lock:
            if self._ended or message != self._message:
                return
            error = error_of(future)
            if not error:
                reply = read_reply(future.result())
                if reply[0]["published"] > self.seen:
                    self._held = reply
                    return
        if error:
            self._message = None
            self._fail(error) if not self._is_open else self._broke(error)
        else:
            self._deliver(reply)

    def _deliver(self, reply):
        self._message = None
        self._is_interrupted = False
        if self._is_open:
            self._pass_on(reply)
            return
        self._is_open = True
        # Times that come with the first call are right only if the clock is known before.
        self._ask_clock([], lambda: self._pass_on(reply))

    def _pass_on(self, reply):
        about, pieces = reply[0], reply[1:]
        at = 0
        for descriptor, dropped, count in about["parts"]:
            self._bytes(descriptor, dropped, pieces[at : at + count])
            at += count

    def _packed(self, pieces):
        return self._client.labs_pack(self._take, arguments(self._count().to_bytes(4, "little"), pieces))

    def _apply(self, function, given):
        return self._client.labs_send(self._number, self._client.labs_pack(function, given))

    def _ask_clock(self, measured, on_known):
        """Estimates how far the engine's clock is ahead of ours, and calls `on_known`: of several exchanges the one with
        the shortest round trip is the least disturbed (D. Mills et al., RFC 5905, Network Time Protocol Version 4,
        section 10)."""
        sent = time.time()
        future = self._apply(self._client.labs_clock, [])

        def on_answer(done):
            now = time.time()
            if error_of(done):
                on_known()
                return
            measured.append((now - sent, done.result() - (sent + now) / 2))
            if len(measured) < _PINGS:
                self._ask_clock(measured, on_known)
                return
            delay, ahead = min(measured)
            # Half the round trip is how wrong it may be; within that it may as well be none.
            offset = ahead * 1000 if abs(ahead) > delay / 2 else 0
            self._tell({"op": "clock", "engine": self._number, "ahead": offset})
            on_known()

        future.add_done_callback(on_answer)

    def _broke(self, error):
        """Our own code failed on the engine: the call ends, and the host is told why."""
        if error.startswith("EngineError"):
            return  # it died, which comes by another way
        now = time.time() * 1000
        self._frame(
            {
                "op": "result",
                "status": "error",
                "fenced": True,
                "error": {"name": error.partition(":")[0], "message": error, "traceback": ""},
                **{"started": now, "completed": now, "cpuSeconds": 0, "waitSeconds": 0},
            }
        )

    def _fail(self, reason):
        if not reason.startswith("EngineError"):
            self._tell({"op": "broken", "engine": self._number, "message": reason})

    def _frame(self, header):
        self._bytes(_FRAMES, 0, [head_of(header, [])])

    def _bytes(self, descriptor, dropped, pieces):
        if not self._ended:
            self._tell({"op": "bytes", "engine": self._number, "fd": descriptor, "dropped": dropped}, pieces)


def _sizes(data):
    return int.from_bytes(data[:4], "little"), int.from_bytes(data[4:8], "little")


def _is_whole(pieces):
    if not pieces or len(pieces[0]) < 8:
        return False
    head, body = _sizes(pieces[0])
    return len(pieces[0]) == 8 + head and sum(map(len, pieces[1:])) == body
