"""Values on their way between engines and the host."""

import json
import os

from .display import short_repr

#: A value of at least this many bytes goes through a file rather than the pipe.
FILE_THRESHOLD = 1 << 20

_PLAIN = (str, int, float, bool, type(None))
_EXACT_INT = 1 << 53


#: Made once, because one-item chunks would spend more on making it than on using it.
_strict = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


class Unsendable(TypeError):
    """A value that can neither be written as plain data nor pickled."""


def decode(value, pieces):
    """The Python object that a frame's value stands for."""
    if value["kind"] == "json":
        return json.loads(bytes(pieces[value["buffer"]]))
    data = _load(value["payload"], pieces)
    if value["kind"] == "bytes":
        return data if isinstance(data, bytes) else bytes(data)
    if value["format"] != "pickle":
        raise Unsendable(f"a value of a {value['format']} engine cannot be read by a Python engine")
    import pickle

    return pickle.loads(data)


def encode(value, pieces, folder, what):
    """The frame's value for an object; its bytes are appended to `pieces` or, when large, written below `folder`, if any."""
    if type(value) is bytes:
        return {"kind": "bytes", "payload": _store(value, pieces, folder)}
    if _is_plain(value, 64):
        pieces.append(json.dumps(value, separators=(",", ":")).encode("utf-8", "surrogatepass"))
        return {"kind": "json", "buffer": len(pieces) - 1}
    import pickle

    try:
        data = pickle.dumps(value, protocol=5)
    except Exception as error:
        raise Unsendable(f"{what} is a {type(value).__name__} that cannot be sent: {error}") from error
    return {
        "kind": "opaque",
        "format": "pickle",
        "type": type(value).__name__,
        "repr": short_repr(value)[:2000],
        "payload": _store(data, pieces, folder),
    }


def json_results(results):
    """The results of one chunk as JSON bytes, and whether non-finite numbers in it are marked."""
    try:
        return _strict(results).encode(), False
    except ValueError:
        return json.dumps(_mark_numbers(results), separators=(",", ":")).encode(), True


def _is_plain(value, depth):
    """Whether JSON carries the value exactly: no tuples, no keys but text, no number that a double rounds."""
    kind = type(value)
    if kind is list:
        return depth > 0 and all(_is_plain(item, depth - 1) for item in value)
    if kind is dict:
        return depth > 0 and all(type(key) is str and _is_plain(item, depth - 1) for key, item in value.items())
    if kind is int:
        return -_EXACT_INT <= value <= _EXACT_INT
    if kind is float:
        return value - value == 0
    return kind in _PLAIN


def _mark_numbers(value):
    if isinstance(value, float) and value - value != 0:
        return {"$number": "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"}
    if isinstance(value, (list, tuple)):
        return [_mark_numbers(item) for item in value]
    if isinstance(value, dict):
        return {key: _mark_numbers(item) for key, item in value.items()}
    return value


def _load(payload, pieces):
    if "buffer" in payload:
        return pieces[payload["buffer"]]
    with open(payload["file"], "rb", buffering=0) as file:
        return file.read()


def _store(data, pieces, folder):
    if folder is None or len(data) < FILE_THRESHOLD:
        pieces.append(data)
        return {"buffer": len(pieces) - 1}
    import tempfile

    fd, path = tempfile.mkstemp(prefix="value-", dir=folder)
    with open(fd, "wb", buffering=0) as file:
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
    return {"file": path, "size": len(data)}
