"""Sorted runs on disk: written when memory is full or the map phase ends, merged by the reducers.

A run is a piece of a file: pickled blocks (keys, values), two lists of the same length, keys ascending. What stands
beside a key is a list of its values, or with a plain fold one partial result.
"""

import pickle
import reprlib
import zlib
from bisect import bisect_left, bisect_right
from numbers import Number
from operator import itemgetter

from .keys import refuse_unordered
from .lost import KeyOrderError

#: Entries of one block, and values of one entry: small enough to have one block of each run in memory.
_BLOCK = 4096
_VALUES = 1 << 16


def sorted_items(entries):
    """The (key, value) items of a dictionary, by key. Raises KeyOrderError when its keys cannot be compared."""
    refuse_unordered(entries)
    try:
        return sorted(entries.items(), key=itemgetter(0))
    except TypeError as error:
        raise KeyOrderError(_mixed(entries, error)) from None


def _mixed(keys, error):
    kinds = sorted({type(key).__name__ for key in keys})
    if len(kinds) > 1:
        return f"the keys are of mixed types ({' and '.join(kinds)}), which cannot be sorted: make them all of one type"
    return f"the keys cannot be sorted ({error})"


def partition_of(key):
    """A number of a key that is the same in every process; equal keys have equal numbers."""
    if isinstance(key, str):
        return zlib.crc32(key.encode("utf-8", "surrogatepass"))
    if isinstance(key, (int, float)):
        return hash(key) & 0xFFFFFFFF  # of numbers it is never randomised, and 1 == 1.0
    if isinstance(key, bytes):
        return zlib.crc32(key)
    if key is None:
        return 0
    if isinstance(key, tuple):
        number = 0x345678
        for part in key:
            number = (number * 1000003 ^ partition_of(part)) & 0xFFFFFFFF
        return number
    if isinstance(key, frozenset):
        return sum(map(partition_of, key)) & 0xFFFFFFFF
    if isinstance(key, Number):
        return hash(key) & 0xFFFFFFFF
    return zlib.crc32(_pickled(key, _named))


def write_run(file, items, partition, count, lists):
    """Appends sorted items to a file, by partition. Answers [offset, length, entries] of each of `count` runs.

    `partition` gives a key's number; `lists` tells that values are lists, of which long ones are cut into several.
    """
    parts = [items]
    if count > 1:
        parts = [[] for _ in range(count)]
        for item in items:
            parts[partition(item[0]) % count].append(item)
    written = []
    for part in parts:
        start = file.tell()
        for block in _blocks(part, lists):
            file.write(_pickled(block, _culprit))
        written.append([start, file.tell() - start, len(part)])
    return written


def _blocks(items, lists):
    if not lists:
        for at in range(0, len(items), _BLOCK):
            block = items[at : at + _BLOCK]
            yield [key for key, _ in block], [value for _, value in block]
        return
    keys, values, held = [], [], 0
    for key, value in items:
        if len(value) > _VALUES:
            for at in range(0, len(value), _VALUES):
                yield keys, values
                keys, values = [key], [value[at : at + _VALUES]]
            held = _VALUES
        else:
            keys.append(key)
            values.append(value)
            held += len(value)
        if held >= _VALUES or len(keys) >= _BLOCK:
            yield keys, values
            keys, values, held = [], [], 0
    if keys:
        yield keys, values


def _pickled(value, what):
    try:
        return pickle.dumps(value, protocol=5)
    except Exception as error:
        raise KeyOrderError(f"{what(value)} cannot be sent between engines: {error}") from error


def _named(key):
    return f"the key {reprlib.repr(key)}"


def _culprit(block):
    """What of a block cannot be pickled."""
    for key, value in zip(*block):
        try:
            pickle.dumps(value, protocol=5)
        except Exception:
            return f"a value of {_named(key)}"
    return "a key"


def read_run(path, offset, length):
    """The blocks of a run that are not empty."""
    end = offset + length
    with open(path, "rb", buffering=1 << 18) as file:
        file.seek(offset)
        while file.tell() < end:
            keys, values = pickle.load(file)
            if keys:
                yield keys, values


def merge(runs):
    """One run of several, lazily. Equal keys stay in the order of their runs.

    Whole stretches of blocks are merged at a time: what lies below the least of the blocks' last keys is complete,
    and Python's sort (Timsort) merges such presorted stretches without a step of the interpreter for each entry.
    """
    heads = [head for head in map(_Head, runs) if head.keys]
    if all(head.keys[0] is None for head in heads):  # the only key of a fold, which compares with nothing
        for head in heads:
            yield head.keys, head.values
            yield from head.rest
        return
    while len(heads) > 1:
        try:
            bound = min(head.keys[-1] for head in heads)
            below = []
            for head in heads:
                head.take_below(bound, below)
            below.sort(key=itemgetter(0))
        except TypeError as error:
            raise KeyOrderError(_mixed([head.keys[-1] for head in heads], error)) from None
        if below:
            yield [key for key, _ in below], [value for _, value in below]
        for head in heads:
            yield from head.take_equal(bound)
        heads = [head for head in heads if head.keys]
    for head in heads:
        yield head.keys[head.at :], head.values[head.at :]
        yield from head.rest


class _Head:
    """A run's current block and how much of it is taken."""

    def __init__(self, run):
        self.rest = iter(run)
        self._advance()

    def _advance(self):
        self.keys, self.values = next(self.rest, ((), ()))
        self.at = 0

    def take_below(self, bound, into):
        end = bisect_left(self.keys, bound, self.at)
        into.extend(zip(self.keys[self.at : end], self.values[self.at : end]))
        self.at = end

    def take_equal(self, bound):
        while self.keys and self.at < len(self.keys) and self.keys[self.at] == bound:
            end = bisect_right(self.keys, bound, self.at)
            yield self.keys[self.at : end], self.values[self.at : end]
            self.at = end
            if end == len(self.keys):
                self._advance()
