"""A client of ipyparallel, and the little of it that is not its public API, in one place.

Written for ipyparallel 7.1 and the names that 8 kept: `_dispatch_iopub`, `_registration_callbacks`, `_mux_stream`,
`_task_stream`, `_broadcast_stream`, `_control_stream`, `_task_scheme`, `_engines`, `_send` and the sockets.
"""

import sys
import threading
import time
import warnings

import ipyparallel
import zmq
from ipyparallel.client.client import unpack_message
from ipyparallel.serialize import PrePickled, pack_apply_message

from .broadcast import broadcast
from .hub_memory import HubMemory
from .shipping import Reference

#: How often sockets look whether the other end is there, and after how long without an answer it is not, in ms.
_HEARTBEAT = 5_000
_HEARTBEAT_TIMEOUT = 20_000

#: How often the hub is asked which engines there are, and how long it may take to answer, in seconds.
_LOOK_AGAIN = 1
_HUB_PATIENCE = 30


class BridgeClient(ipyparallel.Client):
    """See the functions `labs_…`; everything else is ipyparallel's."""

    labs_listener = None
    #: The connection file, for other clients.
    labs_file = None
    #: Through which the controller is reached, if not directly.
    labs_tunnel = None
    #: What the hub keeps of our messages.
    labs_hub = None
    #: When the hub was asked for its engines, if it has not answered.
    labs_asked = None
    #: What tells an engine's time.
    labs_clock = PrePickled(Reference("__import__('time').time"))

    @unpack_message
    def _dispatch_iopub(self, msg):
        parent = msg["parent_header"]
        if not parent or parent["session"] != self.session.session or self.labs_listener is None:
            return
        kind, content = msg["header"]["msg_type"], msg["content"]
        engine = self._engines.get(msg["metadata"].get("engine"))
        if engine is None:
            return
        # Not passed on to `Client`, which would keep all that is printed for as long as its call lasts.
        if kind == "data_pub" and "bridge" in content:
            self.labs_listener.on_published(engine, parent["msg_id"], content, [bytes(each) for each in msg["buffers"]])
        elif kind == "stream":
            self.labs_listener.on_stray(engine, content["name"], content["text"])
        elif kind == "status" and content["execution_state"] == "busy":
            self.labs_listener.on_began(engine, parent["msg_id"])
        elif kind == "status" and content["execution_state"] == "idle":
            # What `Client` waits for before it forgets a message.
            output = self._output_futures.get(parent["msg_id"])
            if output and not output.done():
                output.set_result(None)

    def labs_listen(self, listener):
        """Has what arrives told to a listener: see `Bridge`."""
        self.labs_listener = listener

        def on_change(event):
            number = int(event["id"])
            if event["event"] == "register":
                listener.on_joined(number)
            else:
                listener.on_left(number)

        self._registration_callbacks.append(on_change)
        self._notification_handlers["shutdown_notification"] = lambda _: listener.on_lost("it was shut down")
        _watch(self._query_socket, lambda: listener.on_lost("it no longer answers"))

    def labs_look_again(self):
        """Asks the hub now and then which engines there are. It tells who comes and goes, but not to a subscription
        that has yet to reach it; and a hub that does not answer is lost, also where no connection ends."""
        if self._closed:
            return
        now = time.monotonic()
        if self.labs_asked is None:
            self.labs_asked = now
            future = self._send(self._query_stream, "connection_request")
            future.add_done_callback(self.labs_compare)
        elif now - self.labs_asked > _HUB_PATIENCE and self.labs_listener:
            self.labs_listener.on_lost(f"it has not answered for {_HUB_PATIENCE} s")
            return
        self._io_loop.call_later(_LOOK_AGAIN, self.labs_look_again)

    def labs_compare(self, answer):
        """Takes notice of the engines that the hub has."""
        self.labs_asked = None
        there = {int(number): uuid for number, uuid in dict(answer.result()["content"]["engines"]).items()}
        for number in self.ids:
            if number not in there:
                self._unregister_engine({"content": {"id": number, "uuid": self._engines[number]}})
        for number, uuid in there.items():
            if number not in self.ids:
                self._register_engine({"content": {"id": number, "uuid": uuid}})

    def labs_wait(self, limit):
        """Whether an engine is there, after `limit` seconds at most."""
        came = threading.Event()
        self._registration_callbacks.append(lambda _: came.set())
        return bool(self.ids) or came.wait(limit)

    def labs_uuid(self, engine):
        """Who an engine is, whatever number it has."""
        return self._engines[engine]

    def labs_number(self, uuid):
        """The number of an engine that is there."""
        return self._engines.get(uuid)

    def labs_pack(self, function, arguments):
        """The call of a function as buffers, which can go to several engines."""
        return pack_apply_message(
            function,
            arguments,
            {},
            buffer_threshold=self.session.buffer_threshold,
            item_threshold=self.session.item_threshold,
        )

    def labs_send(self, engine, packed):
        """Has one engine do a packed call; the future has its answer."""
        return self.labs_passing(
            self._send(
                self._mux_stream,
                "apply_request",
                buffers=packed,
                ident=self._engines[engine].encode(),
                metadata={"parallel_labs": True},
                track_outstanding=True,
            )
        )

    def labs_broadcast(self, engines, packed):
        """Has several engines do a packed call that goes over the network once, through the broadcast schedulers;
        their futures, by the engines' numbers. None where the cluster has no such schedulers."""
        if getattr(self, "_broadcast_stream", None) is None:
            return None
        futures = broadcast(self, engines, packed)
        for future in futures.values():
            self.labs_passing(future)
        return futures

    def labs_submit(self, function, arguments, targets, retries):
        """Has the scheduler choose one of the targets to call a function; the future has the answer."""
        metadata = {"targets": targets, "retries": retries, "after": [], "follow": [], "timeout": None}
        return self.labs_passing(
            self.send_apply_request(
                self._task_stream, function, arguments, metadata={**metadata, "parallel_labs": True}
            )
        )

    def labs_passing(self, future):
        """Of one of our messages: has it forgotten by the hub when it is over."""
        self.labs_hub.forget(future)
        return future

    def labs_refuse(self, task, targets):
        """Has engines refuse a task: see `task_taker`. It goes past what waits in their queues."""
        for uuid in targets:
            if uuid in self._engines.values():
                content = {"msg_ids": [task]}
                self._send(self._control_stream, "abort_request", content=content, ident=uuid.encode())

    def labs_later(self, seconds, callback):
        """Calls something in a while, in the client's thread."""
        self._io_loop.call_later(seconds, callback)

    def labs_interrupt(self, engine):
        """Signals an engine, through its nanny."""
        return self.send_signal("SIGINT", targets=engine, block=False)

    def labs_unregister(self, engine):
        """Tells the hub that an engine is gone, as its nanny does."""
        self._send(self._query_stream, "unregistration_request", content={"id": engine})

    def labs_release(self):
        """Lets go of the tunnel, if there is one."""
        if self.labs_tunnel:
            self.labs_tunnel.close()

    def labs_about(self):
        """What the host is told of the connection."""
        return {
            "version": ipyparallel.__version__,
            "python": sys.executable,
            # ZeroMQ's own way to divide tasks knows neither targets nor retries.
            "hasScheduler": self._task_scheme != "pure",
        }


def make_client(connection, **arguments):
    """A `Client` that passes what arrives to a listener."""
    context = zmq.Context()
    for name, value in (("HEARTBEAT_IVL", _HEARTBEAT), ("HEARTBEAT_TIMEOUT", _HEARTBEAT_TIMEOUT)):
        context.setsockopt(getattr(zmq, name), value)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        client = BridgeClient(connection, context=context, **arguments)
    client.labs_hub = HubMemory(client)
    client._io_loop.add_callback(client._io_loop.call_later, _LOOK_AGAIN, client.labs_look_again)
    return client


def _watch(socket, on_lost):
    """Calls `on_lost` when a socket's connection ends, in a thread that waits for it."""
    monitor = socket.get_monitor_socket(zmq.EVENT_DISCONNECTED)

    def wait():
        try:
            monitor.recv_multipart()
        except zmq.ZMQError:
            return  # closed by us
        on_lost()

    threading.Thread(target=wait, name="labs-watch", daemon=True).start()
