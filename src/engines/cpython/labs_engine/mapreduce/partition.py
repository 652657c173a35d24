"""To which reducer a key goes."""

import operator
import pickle
import zlib
from numbers import Number

from .functions import key_shown
from .keys import refuse_unordered
from .lost import KeyOrderError, TaskFailure


def sorted_keys(entries):
    """The keys of a dictionary in their order. Raises KeyOrderError when they cannot be compared."""
    refuse_unordered(entries)
    try:
        return sorted(entries)
    except TypeError as error:
        raise KeyOrderError(unsortable(entries, error)) from None


def unsortable(keys, error):
    """What to tell the user of keys that cannot be compared."""
    kinds = sorted({type(key).__name__ for key in keys})
    if len(kinds) > 1:
        return f"the keys are of mixed types ({' and '.join(kinds)}), which cannot be sorted: make them all of one type"
    return f"the keys cannot be sorted ({error})"


def divided(keys, count, partitioner):
    """Keys by partition, each part in their order; `partitioner` is the user's own function, or None."""
    if count == 1:
        return [keys]
    parts = [[] for _ in range(count)]
    numbers = [_own_number(partitioner, key, count) for key in keys] if partitioner else _numbers(keys)
    for key, number in zip(keys, numbers):
        parts[number % count].append(key)
    return parts


def _own_number(partitioner, key, count):
    try:
        return operator.index(partitioner(key, count))
    except Exception as error:
        raise TaskFailure(error, key_shown(key)) from error


def _numbers(keys):
    if set(map(type, keys)) == {str}:
        try:
            return list(map(zlib.crc32, map(str.encode, keys)))
        except UnicodeEncodeError:
            pass  # half of a surrogate pair
    return map(partition_of, keys)


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
    try:
        return zlib.crc32(pickle.dumps(key, protocol=5))
    except Exception as error:
        raise KeyOrderError(f"the {key_shown(key)} cannot be sent between engines: {error}") from error
