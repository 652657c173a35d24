"""The bridge's loop. The contract is src/protocol/bridgeFrames.ts."""

import concurrent.futures
import threading
import uuid

from .connection import connect
from .messages import arguments, is_large
from .requests import Requests
from .shipping import Shipment
from .tasks import Tasks

#: How long engines may take to forget us, in seconds; those that work do it later.
_FAREWELL = 0.5


class Bridge:
    """Passes frames between the host and engines, of which there may be none at first."""

    def __init__(self, frames, options):
        self._frames = frames
        self._key = uuid.uuid4().hex
        self._shipment = Shipment()
        self._engines = {}
        self._local = None
        if options["start"]:
            from .local_cluster import LocalCluster

            self._local = LocalCluster(options, self._tell)
            self._client = self._local.client
        else:
            self._client = connect(options)
        self._take = self._shipment.take(self._key)
        self._tasks = Tasks(self._client, self._shipment, self._key, self._tell, self._count, self._engines)
        self._client.labs_listen(self)
        about = {"connectionFile": self._client.labs_file, **self._client.labs_about()}
        self._tell({"op": "open", "engines": self._client.ids, **about})

    def serve(self):
        """Does what the host asks, in the client's own thread, as that is where messages are sent."""
        over = threading.Event()
        requests = Requests(self._frames.fd_in)

        def on_readable(*_):
            try:
                for request, pieces in requests.read():
                    self._do(request, pieces)
            except EOFError:
                self._client._io_loop.remove_handler(self._frames.fd_in)
                over.set()

        self._client._io_loop.add_callback(
            lambda: self._client._io_loop.add_handler(self._frames.fd_in, on_readable, self._client._io_loop.READ)
        )
        over.wait()

    def _do(self, request, pieces):
        operation = request["op"]
        if operation == "send":
            engines = [self._engines[number] for number in request["engines"] if number in self._engines]
            if len(engines) == 1:
                engines[0].push(pieces)
            elif engines:
                self._send_to(engines, request["engines"], pieces)
        elif operation == "submit":
            self._tasks.submit(request["task"], request["engines"], request["retries"], pieces)
        elif operation == "cancel":
            self._tasks.cancel(request["tasks"])
        elif operation == "attach":
            self._attach(request["engine"])
        elif operation == "interrupt":
            engine = self._engines.get(request["engine"])
            if engine:
                engine.interrupt()
        elif operation == "launch":
            self._local.launch(request["engine"], request["launch"])
        elif operation == "kill":
            self._local.kill(request["launch"])
        else:
            raise ValueError(f"unknown request {operation!r}")

    def close(self):
        """Leaves engines that are not ours, and ends those that are."""
        farewells = [engine.leave() for engine in list(self._engines.values())]
        concurrent.futures.wait([farewell for farewell in farewells if farewell], _FAREWELL)
        self._client.labs_release()
        if self._local:
            self._local.stop()

    # What the client tells, in its own thread.

    def on_joined(self, engine):
        """An engine has come."""
        self._tell({"op": "joined", "engine": engine})

    def on_left(self, engine):
        """An engine has gone, as its heartbeat or its nanny told the hub."""
        gone = self._engines.pop(engine, None)
        if gone:
            gone.end()
        self._tasks.on_left(engine)
        self._tell({"op": "left", "engine": engine})

    def on_lost(self, reason):
        """The controller does not answer any more."""
        self._tell({"op": "lost", "message": reason})

    def on_began(self, engine, message):
        """The kernel has begun with a message."""
        if engine in self._engines and not self._tasks.on_began(engine, message):
            self._engines[engine].on_began(message)

    def on_published(self, engine, message, content, buffers):
        """Something of a call came over iopub."""
        if content["bridge"] == self._key and engine in self._engines:
            is_task = self._tasks.on_published(message, content, buffers)
            self._engines[engine].on_published(content, buffers, not is_task)
            self._tasks.on_seen(engine)

    def on_stray(self, engine, stream, text):
        """Something was written past our calls, as threads do."""
        if engine in self._engines:
            self._tell({"op": "stray", "engine": engine, "stream": stream}, [text.encode("utf-8", "replace")])

    def _attach(self, engine):
        from .remote_engine import RemoteEngine

        before = self._engines.pop(engine, None)
        if before:
            before.end()
        if engine not in self._client.ids:
            self._tell({"op": "left", "engine": engine})
            return
        self._engines[engine] = RemoteEngine(engine, self._client, self._shipment, self._key, self._tell, self._count)

    def _count(self):
        # The engines of a cluster of ours know from the start how many they are.
        return 0 if self._local else len(self._client.ids)

    def _send_to(self, engines, numbers, pieces):
        """Sends engines the same request, packed once. A large one goes over the network once, too."""
        packed = self._client.labs_pack(self._take, arguments(self._count().to_bytes(4, "little"), pieces))
        if len(engines) == len(numbers) and is_large(pieces) and all(engine.is_free for engine in engines):
            futures = self._client.labs_broadcast(numbers, packed)
            if futures:
                for engine, number in zip(engines, numbers):
                    engine.follow(futures[number])
                return
        for engine in engines:
            engine.request(packed)

    def _tell(self, header, pieces=()):
        try:
            self._frames.write(header, pieces)
        except OSError:
            pass  # the host has gone, and the lifeline ends us
