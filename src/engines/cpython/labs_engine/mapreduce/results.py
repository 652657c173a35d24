"""Results of reducers: rows of JSON text beside their keys."""

import heapq
import json
from json.encoder import encode_basestring
from operator import itemgetter

from .lost import KeyOrderError
from .merging import merge
from .runs import read_run, write_block
from .sizes import size_of

#: Rows of one block, and about how many bytes.
_ROWS = 1024
_BYTES = 1 << 18
#: Types of values that need no look at their size.
_SHORT = {int, float, bool, type(None)}


def row(key, value):
    """`[key,value]` as JSON text. What JSON does not have becomes text; numbers that are not finite become null."""
    if type(key) is str and type(value) is int:
        return f"[{encode_basestring(key)},{value}]"
    try:
        return _encode([key, value])
    except (ValueError, TypeError):
        return _encode(_finite([key, value]))


def _plain(value):
    if hasattr(value, "item") and not hasattr(value, "__len__"):
        return value.item()  # numpy's numbers
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, (set, frozenset)):
        try:
            return sorted(value)
        except TypeError:
            return list(value)
    return str(value)


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain).encode


def _finite(value):
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, (list, tuple)):
        return [_finite(part) for part in value]
    if isinstance(value, dict):
        return {part if isinstance(part, str) else str(part): _finite(item) for part, item in value.items()}
    return value


class Rows:
    """Takes the results of a partition as they come and writes them as one run, sorted by key."""

    def __init__(self, path, top):
        self._file = open(path, "wb", buffering=1 << 18)
        self._top = top
        self._best = []
        self._block = []
        self._size = 0
        self._last = None
        self._sorted = True
        self.count = 0

    def add(self, pairs):
        block = self._block
        for pair in pairs:
            block.append(pair)
            if type(pair[1]) not in _SHORT:
                self._size += size_of(pair[1])
        if len(block) >= _ROWS or self._size > _BYTES:
            self._flush()

    def close(self):
        """Where the rows are, whether they are sorted, and where the `top` greatest are, with their values."""
        self._flush()
        length = self._file.tell()
        for key, value in self._best:
            write_block(self._file, [key], [(value, row(key, value))])
        top = [length, self._file.tell() - length, len(self._best)]
        self._file.close()
        return {"rows": self.count, "run": [0, length, self.count], "sorted": self._sorted, "top": top}

    def _flush(self):
        block, self._block, self._size = self._block, [], 0
        if not block:
            return
        if self._top:
            self._best = greatest(self._top, self._best + block)
        self._check_order(block)
        self.count += len(block)
        write_block(self._file, [key for key, _ in block], [row(key, value) for key, value in block])

    def _check_order(self, block):
        if not self._sorted:
            return
        keys = [key for key, _ in block]
        try:
            inside = all(map(_not_above, keys, keys[1:]))
            self._sorted = inside and (self.count == 0 or self._last <= keys[0])
        except TypeError:
            self._sorted = False
        self._last = keys[-1]


def _not_above(a, b):
    return a <= b


def greatest(count, pairs):
    """The pairs with the greatest values, earlier ones first among equals."""
    try:
        return heapq.nlargest(count, pairs, key=itemgetter(1))
    except TypeError as error:
        raise KeyOrderError(f"--top needs results that can be compared ({error})") from None


def best_rows(parts, count):
    """The rows of all partitions with the greatest values, as JSON text."""
    if not count:
        return []
    found = [pair for part in parts for block in read_run(part["file"], *part["top"][:2]) for pair in zip(*block)]
    try:
        found.sort(key=itemgetter(0))
    except TypeError:
        pass
    return [text for text, _ in greatest(count, [(text, value) for _, (value, text) in found])]


def write_rows(path, parts):
    """Merges the runs of all partitions into one file with a row a line, and tells its size. Rows whose keys a
    reducer changed are sorted in memory, or stay as they come where keys have no order."""
    runs = [read_run(part["file"], *part["run"][:2]) for part in parts]
    if not all(part["sorted"] for part in parts):
        rows = [pair for run in runs for block in run for pair in zip(*block)]
        try:
            rows.sort(key=itemgetter(0))
        except TypeError:
            pass
        runs = [[([key for key, _ in rows], [text for _, text in rows])]] if rows else []
    size = 0
    with open(path, "wb", buffering=1 << 18) as file:
        for _, rows in merge(runs):
            text = "\n".join(rows) + "\n"
            size += file.write(text.encode("utf-8", "replace"))
    return size
