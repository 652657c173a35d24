"""Results of reducers: rows of JSON text beside their keys."""

import heapq
import json
import os
from itertools import chain
from json.encoder import encode_basestring
from operator import itemgetter

from .long_values import LongValues, Pairs
from .keys import refuse_unordered
from .lost import KeyOrderError
from .merging import merge
from .runs import read_run, write_block
from .sizes import ENTRY, SAMPLE, mean_size, size_of

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
    if isinstance(value, (LongValues, Pairs)):
        return list(value)
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

    def __init__(self, path, top, memory):
        self._path = path
        self._memory = memory
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
        if not self._sorted:
            self._file.close()
            length, self._sorted = sort_rows(self._path, length, self._memory)
            self._file = open(self._path, "ab", buffering=1 << 18)
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
            refuse_unordered(keys)
            inside = all(map(_not_above, keys, keys[1:]))
            self._sorted = inside and (self.count == 0 or self._last <= keys[0])
        except (TypeError, KeyOrderError):
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


def sort_rows(path, length, memory):
    """Sorts a file that is one run of rows whose keys a reducer changed, with about so much memory.

    Answers its new length, and whether it is sorted: rows stay as they come where their keys have no order.
    """
    beside = f"{path}-sorted"
    try:
        with open(beside, "wb", buffering=1 << 18) as file:
            runs = [_write_sorted(file, some) for some in _portions(read_run(path, 0, length), memory)]
        with open(f"{path}-merged", "wb", buffering=1 << 18) as file:
            for keys, rows in merge([read_run(beside, *run) for run in runs]):
                write_block(file, keys, rows)
            length = file.tell()
        os.replace(f"{path}-merged", path)
        return length, True
    except (TypeError, KeyOrderError):
        return length, False
    finally:
        for left in (beside, f"{path}-merged"):
            if os.path.exists(left):
                os.unlink(left)


def _portions(blocks, memory):
    """(key, row) pairs in lists of about so many bytes."""
    pairs, size = [], 0
    for keys, rows in blocks:
        pairs += zip(keys, rows)
        size += len(keys) * (ENTRY + mean_size(keys[:SAMPLE]) + mean_size(rows[:SAMPLE]))
        if size > memory:
            yield pairs
            pairs, size = [], 0
    if pairs:
        yield pairs


def _write_sorted(file, pairs):
    refuse_unordered([key for key, _ in pairs])
    pairs.sort(key=itemgetter(0))
    start = file.tell()
    for at in range(0, len(pairs), _ROWS):
        write_block(file, *map(list, zip(*pairs[at : at + _ROWS])))
    return start, file.tell() - start


def write_rows(path, parts):
    """Puts the runs of all partitions together in one file with a row a line, and tells its size. Rows are sorted by
    key, or come as the partitions have them where a reducer gave keys that have no order."""
    with open(path, "wb", buffering=1 << 18) as file:
        if all(part["sorted"] for part in parts):
            try:
                return _write_lines(file, merge(_runs_of(parts)))
            except KeyOrderError:
                if not any(part["renamed"] for part in parts):
                    raise
                file.seek(0)
                file.truncate()
        return _write_lines(file, chain.from_iterable(_runs_of(parts)))


def _runs_of(parts):
    return [read_run(part["file"], *part["run"][:2]) for part in parts]


def _write_lines(file, blocks):
    size = 0
    for _, rows in blocks:
        size += file.write(("\n".join(rows) + "\n").encode("utf-8", "backslashreplace"))
    return size
