"""What engines put out lands with the engine: ipyparallel shows it in the client, with the engine's number before it."""

import collections
import re
import weakref

_PREFIX = re.compile(r"\[(stdout|stderr):(\d+)\] ?$")


def show_by_engine(tell):
    """From now on what ipyparallel would print or display of an engine goes to `tell`, and so do its tasks' times."""
    from ipyparallel.client import asyncresult, client

    result = asyncresult.AsyncResult
    printed, republished, shown = result._display_stream, result._republish_displaypub, asyncresult.display
    displayed, amounts = result.display_outputs, weakref.WeakKeyDictionary()

    def told(of):
        """How much of a result's output has been told, by engine and kind."""
        return amounts.setdefault(of, collections.Counter())

    def stream(self, text, prefix="", file=None):
        found = _PREFIX.match(prefix) if prefix else None
        engine = int(found[2]) if found else _only_engine(self)
        if engine is None:
            return printed(self, text, prefix, file)
        if text:
            name = found[1] if found else "stderr" if getattr(file, "name", "") == "<stderr>" else "stdout"
            told(self)[engine, name] += len(text)
            tell({"engine": engine, "message": _message_of(self, engine), "kind": "text", "stream": name, "text": text})
        return None

    def republish(self, content, engine):
        if not isinstance(engine, int):
            return republished(self, content, engine)
        told(self)[engine, "outputs"] += 1
        tell({"engine": engine, "message": _message_of(self, engine), "kind": "display"}, content["data"])
        return None

    def display_outputs(self, groupby="type", result_only=False):
        if result_only and not self._single_result:
            tell_missed(self)
        return displayed(self, groupby=groupby, result_only=result_only)

    def tell_missed(self):
        """What came before ipyparallel began to stream is in the metadata alone."""
        self.wait_for_output()
        for engine, out, err, outputs in zip(self.engine_id, self.stdout, self.stderr, self.outputs):
            for name, text in (("stdout", out), ("stderr", err)):
                missed = max(0, len(text) - told(self)[engine, name])
                stream(self, text[:missed], f"[{name}:{engine}] ")
            for content in outputs[: max(0, len(outputs) - told(self)[engine, "outputs"])]:
                republish(self, content, engine)

    def display(value):
        if not isinstance(value, client.ExecuteReply) or not isinstance(value.metadata["engine_id"], int):
            return shown(value)
        tell({"engine": value.metadata["engine_id"], "message": value.msg_id, "kind": "result"}, value.data)
        return None

    result._display_stream = stream
    result._republish_displaypub = republish
    result.display_outputs = display_outputs
    asyncresult.display = display
    asyncresult._raw_text = lambda _text: None
    _tell_tasks(client.Client, tell)


def tell_errors(error, tell):
    """Sends an error of engines to each of them; one of the client itself is none of theirs."""
    try:
        from ipyparallel import error as errors
    except ImportError:
        return
    if isinstance(error, errors.CompositeError):
        parts = [(name, value, text, info) for name, value, text, info in error.elist]
    elif isinstance(error, errors.RemoteError):
        parts = [(error.ename, error.evalue, error.traceback, error.engine_info)]
    else:
        return
    for name, value, text, info in parts:
        engine = (info or {}).get("engine_id")
        if not isinstance(engine, int):
            continue
        described = {"name": name, "message": str(value), "traceback": text or ""}
        tell({"engine": engine, "message": None, "kind": "error", "error": described})


def data_of(bundle):
    """A bundle by MIME type as the frame's `FrameRichValue` and the body's pieces."""
    import base64

    shown, pieces = {"text": bundle.get("text/plain", "")}, []
    for kind, mime in (("html", "text/html"), ("svg", "image/svg+xml")):
        if isinstance(bundle.get(mime), str):
            shown[kind] = bundle[mime]
    png = bundle.get("image/png")
    if png:
        shown["png"] = 0
        pieces.append(base64.b64decode(png) if isinstance(png, str) else bytes(png))
    return shown, pieces


def _tell_tasks(client, tell):
    """Where an answer is read, before anyone who waits for it goes on."""
    original = client._extract_metadata

    def extract(self, message):
        known = original(self, message)
        engines = known.get("engine_id")
        times = {name: _milliseconds(known.get(name)) for name in ("submitted", "started", "completed")}
        status = known["status"] if known["status"] in ("ok", "aborted") else "error"
        for engine in engines if isinstance(engines, list) else [engines]:
            if isinstance(engine, int):
                tell({"engine": engine, "message": known["msg_id"], "kind": "task", "status": status, **times})
        return known

    client._extract_metadata = extract


def _milliseconds(date):
    """A time of ipyparallel's metadata, which is text until somebody asks for it, in ms since the epoch."""
    from jupyter_client.jsonutil import parse_date

    date = parse_date(date) if isinstance(date, str) else date
    return None if date is None else date.timestamp() * 1000


def _only_engine(result):
    engine = result.engine_id if result._single_result else None
    return engine if isinstance(engine, int) else None


def _message_of(result, engine):
    """Id of the message whose answer came from an engine."""
    targets = result._targets
    if isinstance(targets, int):
        targets = [targets]
    known = dict(zip(targets or [], result.msg_ids))
    return known.get(engine, result.msg_ids[0] if len(result.msg_ids) == 1 else None)
