"""The engine itself: one for each bridge that uses this kernel."""

import asyncio
import base64
import json
import os
import signal
import socket
from functools import partial

from . import forks
from ..engine import Engine
from .channel import Channel
from .namespace import KernelNamespace
from .output import KernelOutput
from .stand_ins import StandIns
from ..values import encode

#: Engines of bridges, by the bridges' keys. A bridge that was killed leaves its own behind.
_engines = {}

#: Requests whose code may have written files that the host is to have.
_RUNS_CODE = ("execute", "apply", "map")


def taker(key):
    """What does requests of the bridge with this key."""
    return partial(_take, key)


def task_taker(key):
    """What does tasks that the cluster's scheduler gives to any engine on which the bridge with this key is open."""
    return partial(_take_task, key)


def _take(key, first, *more):
    """Does one request and gives the answer: see `Channel.reply`.

    `first` begins with how many engines are in the cluster, in four bytes. The request's frame follows, in it if it is
    small and else in `more`: its head, and then its pieces.
    """
    count = int.from_bytes(first[:4], "little")
    request, pieces = _request(first, 4, more)
    if request["op"] == "start":
        return _open(key, request)
    return _engine(key).take(request, pieces, count)


def _take_task(key, first, *more):
    """As `_take`; eight more bytes hold the task's number.

    A task that was cancelled before it began is refused with an empty answer. That is told in the kernel's own list of
    aborted messages, which is filled past its queue, but not by the message's id: what the kernel aborts is for the
    scheduler a task that failed, which it tries again on other engines.
    """
    count, number = int.from_bytes(first[:4], "little"), int.from_bytes(first[4:12], "little")
    engine = _engine(key)
    if engine.is_cancelled(f"{key}:{number}"):
        return b""
    request, pieces = _request(first, 12, more)
    return engine.take(request, pieces, count)


def _request(first, at, more):
    """A request and its pieces, from what `_take` is given."""
    frame = memoryview(more[0] if more else first)
    at = 0 if more else at
    size = int.from_bytes(frame[at : at + 4], "little")
    at += 8
    request = json.loads(bytes(frame[at : at + size]))
    at += size
    if len(more) > 1:
        return request, [memoryview(piece) for piece in more[1:]]
    pieces = []
    for length in request["buffers"]:
        pieces.append(frame[at : at + length])
        at += length
    return request, pieces


def _engine(key):
    engine = _engines.get(key)
    if engine is None:
        raise LookupError("this engine was restarted, or forgot the bridge")
    return engine


def forget(key):
    """A bridge has gone."""
    engine = _engines.pop(key, None)
    if engine is not None:
        engine.leave()


def _open(key, start):
    from ipykernel.kernelbase import Kernel

    kernel = Kernel.instance()
    channel = Channel(key, kernel)
    channel.begin()
    _engines[key] = KernelEngine(channel, start, kernel)
    return channel.reply()


def _reads(probe):
    """Whether the host's temporary folder is here, too, and ours to write to."""
    try:
        with open(probe["file"], encoding="utf-8") as file:
            return file.read() == probe["token"] and os.access(os.path.dirname(probe["file"]), os.W_OK)
    except (OSError, TypeError):
        return False


class KernelEngine(Engine):
    """Serves requests one at a time, as the kernel hands them over."""

    def __init__(self, channel, start, kernel):
        self._kernel = kernel
        self._shell = kernel.shell
        self._channel = channel
        self._shares_disk = _reads(start.get("probe"))
        self._stand_ins = None if self._shares_disk else StandIns()
        os.environ.setdefault("MPLBACKEND", "Agg")
        super().__init__(channel, start)
        self._operations["stage"] = self._stage
        forks.end_at_once()
        if not self._shares_disk:
            self._folder = None
        self._guard_interrupts()

    def take(self, request, pieces, count):
        """Answers a request; see `Channel.reply`."""
        self._channel.begin()
        # Code may run a loop of its own, which asyncio forbids within another; the kernel's own waits for us anyway.
        loop = asyncio._get_running_loop()
        asyncio._set_running_loop(None)
        hook = self._shell.display_pub.register_hook if hasattr(self._shell.display_pub, "register_hook") else None
        if hook:
            hook(self._published)
        try:
            with self._output.taken(), self._namespace.taken(count, self._channel.message):
                self._output.begin()
                signal.signal(signal.SIGINT, self._on_interrupt)
                self._answer(self._operations[request["op"]], request, pieces)
        finally:
            if hook:
                self._shell.display_pub.unregister_hook(self._published)
            asyncio._set_running_loop(loop)
        return self._channel.reply()

    def leave(self):
        """Leaves nothing on this machine's disk."""
        if self._stand_ins:
            self._stand_ins.close()

    def is_cancelled(self, task):
        """Whether a task was cancelled; each is asked about once."""
        aborted = self._kernel.aborted
        if task not in aborted:
            return False
        aborted.discard(task)
        return True

    def _open_output(self, start):
        return KernelOutput(start["token"].encode(), start["outputLimit"], self._channel)

    def _open_namespace(self, start):
        given = start["engineId"], start["engineCount"], start["cwd"]
        return KernelNamespace(*given, self._shell, self._display, self._stand_ins)

    def _hello(self):
        return {**super()._hello(), "host": socket.gethostname(), "sharesDisk": self._shares_disk}

    def _finish(self, request, response):
        written = self._stand_ins.written() if self._stand_ins and request["op"] in _RUNS_CODE else None
        if written:
            response["written"] = written

    def _stage(self, request, pieces, response, body):
        from . import staging

        data = pieces[0] if pieces else b""
        answer = staging.actions[request["action"]](request, data)
        response["values"] = [encode(answer, body, None, "the answer")]

    def _check(self, *_):
        raise RuntimeError("checks run on local engines: an engine of a cluster has no way to ask while it runs")

    def _published(self, message):
        """What code shows with IPython's own `display`: the kernel's way to its clients is not ours."""
        if message["header"]["msg_type"] != "display_data":
            return message
        data = message["content"]["data"]
        shown, pieces = {"text": str(data.get("text/plain", ""))}, []
        if "image/png" in data:
            shown["png"] = 0
            pieces.append(base64.b64decode(data["image/png"]))
        for kind, name in (("html", "text/html"), ("svg", "image/svg+xml")):
            if isinstance(data.get(name), str):
                shown[kind] = data[name]
        self._send({"op": "display", "value": shown}, pieces)
        self._output.display_here()
        return None

    def _guard_interrupts(self):
        """An interrupt between the kernel's look at a message and our call would cost the call its reply, because
        the kernel gives up the message; for our calls it is put off until the call can take it."""
        kernel, before = self._kernel, self._kernel.pre_handler_hook
        if getattr(kernel, "_labs_guarded", False):
            return
        kernel._labs_guarded = True

        def guarded():
            before()
            parent = kernel.get_parent("shell") if hasattr(kernel, "get_parent") else kernel._parent_header
            if parent.get("metadata", {}).get("parallel_labs"):
                signal.signal(signal.SIGINT, signal.SIG_IGN)

        kernel.pre_handler_hook = guarded
