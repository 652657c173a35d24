"""The values of a key that are more than memory is meant for."""

import heapq
from collections.abc import Sequence
from itertools import chain, islice, repeat
from operator import itemgetter

from .runs import Chain, pieces_of


def values_of(entries, memory):
    """A key's values in the order of the input: a list, or LongValues where a list would take more than `memory`.

    `entries` are what stands beside the key in the runs, in the order in which they were written.
    """
    if len(entries) == 1 and type(entries[0]) is list:
        [entry] = entries
        if len(entry) == 2 + entry[1]:
            return entry[2:]
    if any(type(entry) is Chain for entry in entries):
        long = LongValues(entries)
        size = sum(entry.size for entry in entries if type(entry) is Chain)
        return long if size > memory else list(long)
    pieces = [piece for entry in entries for piece in pieces_of(entry)]
    pieces.sort(key=itemgetter(0))
    values = []
    for _, piece in pieces:
        values += piece
    return values


def first_split(entry):
    """Number of the split in which an entry's first value is."""
    return next(entry.pieces())[0] if type(entry) is Chain else entry[0]


def _pieces(entry):
    return entry.pieces() if type(entry) is Chain else pieces_of(entry)


class LongValues(Sequence):
    """Values that are read from the runs as they are asked for; each time from the first."""

    def __init__(self, entries):
        self._entries = entries
        self._rest, self._at = iter(()), None
        self._count = sum(_count(entry) for entry in entries)

    def __len__(self):
        return self._count

    def __iter__(self):
        pieces = heapq.merge(*map(_pieces, self._entries), key=itemgetter(0))
        return chain.from_iterable(map(itemgetter(1), pieces))

    def __getitem__(self, index):
        places = range(self._count)[index]
        if isinstance(index, slice):
            if places.step < 0:
                return list(islice(self, *_ascending(places)))[::-1]
            return list(islice(self, places.start, places.stop, places.step))
        if self._at is None or places < self._at:
            self._rest, self._at = iter(self), 0
        value = next(islice(self._rest, places - self._at, None))
        self._at = places + 1  # the next value is at hand
        return value

    def __reversed__(self):
        return iter(self[::-1])

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        raise AttributeError(
            f"the {self._count:,} values of this key are not in memory at once: they can be iterated, counted and "
            f"indexed, but have no {name!r}; list(…) makes a list of them"
        )


def _ascending(places):
    ordered = places[::-1]
    return (ordered.start, ordered.stop, ordered.step) if len(ordered) else (0, 0, 1)


def _count(entry):
    return entry.count if type(entry) is Chain else sum(len(values) for _, values in pieces_of(entry))


class Pairs(Sequence):
    """A key's values as (key, value) pairs, made as they are asked for."""

    def __init__(self, key, values):
        self._key = key
        self._values = values

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return zip(repeat(self._key), self._values)

    def __getitem__(self, index):
        found = self._values[index]
        return [(self._key, value) for value in found] if isinstance(index, slice) else (self._key, found)
