"""The engine's loop: one request after the other, each ends with one result."""

import os
import signal
import sys
import time

from .display import open_figures, rich
from .failures import describe
from .frames import Frames
from .namespace import Namespace
from .output import Output
from .stopwatch import Stopwatch, open_schedule
from .values import Unsendable, decode, encode, json_results

#: Done chunks are sent together at most this often, in seconds: live enough to watch, cheap enough for tiny tasks.
_CHUNK_INTERVAL = 0.005
#: The host sends an interrupt several times within this many seconds; code that cleans up must meet it once.
_ONE_INTERRUPT = 0.9


def serve(fd_in, fd_out):
    """Is an engine until the host closes its end of `fd_in`."""
    frames = Frames(fd_in, fd_out)
    start, _ = frames.read()
    _kind(start)(frames, start).serve()


def _kind(start):
    if "client" not in start:
        return Engine
    from .client import ClientEngine

    return ClientEngine


class Engine:
    """Serves requests of src/protocol/engineFrames.ts until the host closes its end."""

    def __init__(self, frames, start):
        self._frames = frames
        self._folder = start["temporaryFolder"]
        self._pid = os.getpid()
        self._schedule = open_schedule()
        self._interruptible = False
        #: Until when further signals are the same interrupt.
        self._deaf_until = 0
        self._interrupted = False
        #: Number of the last question to the host.
        self._asked = 0
        self._output = self._open_output(start)
        signal.signal(signal.SIGINT, self._on_interrupt)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(before=self._output.flush, after_in_child=frames.close_in_child)
        self._namespace = self._open_namespace(start)
        self._operations = {
            "execute": self._execute,
            "apply": self._apply,
            "map": self._map,
            "push": self._push,
            "pull": self._pull,
            "reset": self._reset,
            "job": self._job,
            "check": self._check,
        }
        frames.write(self._hello())

    def _open_output(self, start):
        return Output(start["token"].encode())

    def _open_namespace(self, start):
        return Namespace(start["engineId"], start["engineCount"], start["cwd"], self._display)

    def _hello(self):
        return {
            "op": "hello",
            "pid": self._pid,
            "version": ".".join(map(str, sys.version_info[:3])),
            "executable": sys.executable,
        }

    def serve(self):
        while True:
            try:
                request, pieces = self._frames.read()
            except EOFError:
                return
            except KeyboardInterrupt:
                continue
            if request["op"] != "answer":  # else it came too late: who asked was interrupted
                self._answer(self._operations[request["op"]], request, pieces)

    def _answer(self, operation, request, pieces):
        response, body = {"op": "result", "status": "ok"}, []
        self._interrupted = False
        self._deaf_until = 0
        watch = Stopwatch(self._schedule)
        try:
            self._interruptible = True
            self._send({"op": "started"}, [])
            operation(request, pieces, response, body)
            self._interruptible = False
        except KeyboardInterrupt as error:
            self._interruptible = False
            response["status"] = "interrupted"
            self._describe(response, error)
        except SystemExit as error:
            self._interruptible = False
            self._exit(response, error)
        except BaseException as error:
            self._interruptible = False
            response["status"] = "error"
            self._describe(response, error)
        finally:
            self._interruptible = False
        response.update(watch.timing())
        if os.getpid() != self._pid:  # user code forked and let its child return
            self._output.flush()
            os._exit(0)
        signal.signal(signal.SIGINT, self._on_interrupt)  # user code may have set its own
        self._finish(request, response)
        self._output.fence()
        self._frames.write(response, body)

    def _finish(self, request, response):
        """Adds what a kind of engine tells besides; nothing here."""

    def _describe(self, response, error):
        response["error"] = describe(error, self._namespace.lines_of_sources())
        if "record" in response:
            response["error"]["record"] = response.pop("record")

    def _exit(self, response, error):
        """sys.exit() ends the run, not the engine; as in a script, only a status other than 0 is an error."""
        if error.code not in (None, 0):
            response["status"] = "error"
            self._describe(response, error)

    def _on_interrupt(self, _signal, _frame):
        if not self._interruptible or time.monotonic() < self._deaf_until:
            return
        self._deaf_until = time.monotonic() + _ONE_INTERRUPT
        if self._frames.in_frame:
            self._interrupted = True  # raised as soon as the frame is whole
            return
        raise KeyboardInterrupt

    def _send(self, header, pieces):
        """Sends a frame in the middle of user code, which may be interrupted just then."""
        self._frames.write(header, pieces)
        if self._interrupted:
            self._interrupted = False
            raise KeyboardInterrupt

    def _display(self, *values):
        """Shows values in the results, like Jupyter's `display`."""
        for value in values:
            shown, pieces = rich(value)
            self._send({"op": "display", "value": shown}, pieces)
            self._output.display_here()

    def _execute(self, request, _pieces, response, body):
        if request.get("cwd"):
            self._namespace.go_to(request["cwd"])
        value = self._namespace.execute(
            request["code"], request["filename"], request["firstLine"], request["main"]
        )
        figures = open_figures()
        self._display(*[figure for figure in figures if figure is not value])
        if value is not None:
            response["result"], pieces = rich(value)
            body.extend(pieces)

    def _apply(self, request, pieces, response, body):
        args = [decode(value, pieces) for value in request["args"]]
        kwargs = {name: decode(value, pieces) for name, value in request["kwargs"].items()}
        answer = self._namespace.find(request["fn"])(*args, **kwargs)
        what = f"the result of {request['fn']}"
        response["values"] = [encode(answer, body, self._folder, what)]

    def _push(self, request, pieces, _response, _body):
        decoded = {name: decode(value, pieces) for name, value in request["values"].items()}
        self._namespace.names.update(decoded)

    def _pull(self, request, _pieces, response, body):
        values = []
        for name in request["names"]:
            if name not in self._namespace.names:
                raise NameError(f"name {name!r} is not defined on this engine")
            values.append(encode(self._namespace.names[name], body, self._folder, name))
        response["values"] = values

    def _reset(self, _request, _pieces, _response, _body):
        self._namespace.reset()

    def _job(self, request, _pieces, response, body):
        from . import mapreduce

        try:
            answer = mapreduce.run_step(request["step"], request["args"], self._namespace)
        except mapreduce.TaskFailure as failure:
            response["record"] = failure.record
            raise failure.error from None
        response["values"] = [encode(answer, body, self._folder, "the answer")]

    def _check(self, request, pieces, _response, _body):
        from .lab import Lab, run_check

        run_check(self._namespace.find(request["fn"]), Lab(decode(request["facts"], pieces), self._ask))

    def _ask(self, name, args, kwargs):
        """Asks the host and waits. Answers the values, or raises what the host says."""
        import select

        from .lab import LabError

        self._asked += 1
        body = []
        question = {
            "op": "ask",
            "id": self._asked,
            "name": name,
            "args": [encode(value, body, self._folder, f"argument {at}") for at, value in enumerate(args)],
            "kwargs": {key: encode(value, body, self._folder, key) for key, value in kwargs.items()},
        }
        self._send(question, body)
        while True:
            if os.name != "nt":
                select.select([self._frames.fd_in], [], [])  # here an interrupt may come, in a frame it may not
            answer, pieces = self._read_answer()
            if answer["id"] != self._asked:
                continue
            if "error" in answer:
                raise LabError(answer["error"])
            try:
                return [decode(value, pieces) for value in answer["values"]]
            except AttributeError as error:  # how pickle says that it does not find a class or a function
                raise LabError(f"{args[0]} has a value of a kind that only the lab knows: {error}") from error

    def _read_answer(self):
        answer = self._frames.read_whole()
        if self._interrupted:
            self._interrupted = False
            raise KeyboardInterrupt
        return answer

    def _map(self, request, pieces, _response, _body):
        import json

        function = self._namespace.find(request["fn"])
        done, bodies, sent = [], [], time.monotonic()
        for index, piece in enumerate(pieces):
            items = json.loads(str(piece, "utf-8"))
            watch = Stopwatch(self._schedule)
            results, failed = self._map_items(function, items, request["allErrors"])
            results, marked = self._chunk_json(results, items, request["fn"], failed)
            done.append({"index": index, "marked": marked, "errors": failed, **watch.timing()})
            bodies.append(results)
            if time.monotonic() - sent > _CHUNK_INTERVAL:
                self._send({"op": "chunks", "chunks": done}, bodies)
                done, bodies, sent = [], [], time.monotonic()
        if done:
            self._send({"op": "chunks", "chunks": done}, bodies)

    def _map_items(self, function, items, all_errors):
        results, failed, rest = [], [], items
        while True:
            try:
                # extend keeps what it has when the function raises, so its length names the item that broke it
                results.extend(map(function, rest))
                return results, failed
            except KeyboardInterrupt:
                raise
            except Exception as error:
                at = len(results)
                failed.append({"item": at, "error": describe(error, self._namespace.lines_of_sources())})
                if not all_errors:
                    return results + [None] * (len(items) - at), failed
                results.append(None)
                rest = items[at + 1 :]

    def _chunk_json(self, results, items, fn, failed):
        try:
            return json_results(results)
        except TypeError:
            pass
        kept = []
        for at, result in enumerate(results):
            try:
                json_results(result)
                kept.append(result)
            except TypeError as error:
                kept.append(None)
                why = Unsendable(f"{fn} returned a {type(result).__name__} for item {at}, which is not plain data")
                why.__cause__ = error
                failed.append({"item": at, "error": describe(why, self._namespace.lines_of_sources())})
        return json_results(kept)
