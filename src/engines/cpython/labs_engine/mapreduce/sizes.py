"""How many bytes Python objects are, by samples: what bounds a job's memory."""

import sys
from itertools import islice

#: Bytes of a dictionary's entry, with the room that it keeps free and takes while it grows.
ENTRY = 100
#: Bytes of a list beside those of its elements, and of an element's place in it, with the room it keeps free.
LIST = 72
PLACE = 9
#: Bytes of a whole number that is not small.
NUMBER = 28
#: Elements looked at for the size of a container or of many values.
SAMPLE = 32

_DEPTH = 4


def size_of(value, depth=_DEPTH):
    """About how many bytes a value and all that it holds are; 0 for small numbers, of which Python has one each."""
    kind = type(value)
    if kind is int and -5 <= value <= 256 or value is None or kind is bool:
        return 0
    try:
        size = sys.getsizeof(value)
    except Exception:
        return ENTRY  # a class of the user's whose __sizeof__ fails
    if kind in (str, bytes, int, float) or depth == 0:
        return size
    if isinstance(value, dict):
        inside = [part for item in islice(dict.items(value), SAMPLE) for part in item]
        return size + _scaled(inside, 2 * len(value), depth)
    if isinstance(value, (tuple, list, set, frozenset)):
        return size + _scaled(list(islice(value, SAMPLE)), len(value), depth)
    fields = getattr(value, "__dict__", None)
    return size + (size_of(fields, depth - 1) if isinstance(fields, dict) else 0)


def _scaled(sample, count, depth):
    if not sample:
        return 0
    return sum(size_of(part, depth - 1) for part in sample) * count // len(sample)


def mean_size(values):
    """Mean size of the values of a sample."""
    return sum(map(size_of, values)) / len(values) if values else 0


class Meter:
    """About how many bytes a dictionary of the map side holds, followed while it grows."""

    def __init__(self, entries, lists):
        self.entries = entries
        self._lists = lists
        self._forget()

    def _forget(self):
        self._keys = 0
        self._keys_size = 0
        self._values = 0
        self._value_size = 0
        self._samples = 0

    def clear(self):
        """Empties the dictionary."""
        self.entries.clear()
        self._forget()

    def look(self, sample, count):
        """Takes notice of `count` more pairs, of which `sample` are some."""
        self.see_keys()
        self._values += count
        self._samples += len(sample)
        self._value_size += sum(size_of(value) for _, value in sample)

    def see_keys(self):
        """Takes notice of the keys that are new, by a sample of the newest."""
        added = len(self.entries) - self._keys
        if added > 0:
            newest = list(islice(reversed(self.entries), min(added, SAMPLE)))
            self._keys_size += added * (ENTRY + self._lists * LIST + mean_size(newest))
            self._keys += added

    def recount(self):
        """Counts the values of lists."""
        if self._lists:
            self._values = sum(map(len, self.entries.values()))

    def resample(self):
        """Counts the values of lists and looks at some, which are others than were told of."""
        self.recount()
        step = len(self.entries) // SAMPLE + 1
        some = [value for values in islice(self.entries.values(), 0, None, step) for value in values[:1]]
        self._samples = len(some)
        self._value_size = sum(map(size_of, some))

    @property
    def size(self):
        """Bytes of the keys and what stands beside them."""
        return self._keys_size + self._size_of_values()

    def size_of(self, keys):
        """Bytes that all values are, with so many of the keys."""
        return keys * self._keys_size // max(1, self._keys) + self._size_of_values()

    def _size_of_values(self):
        each = self._value_size / self._samples if self._samples else 0
        return self._values * (PLACE + each) if self._lists else self._keys * max(each, NUMBER)
