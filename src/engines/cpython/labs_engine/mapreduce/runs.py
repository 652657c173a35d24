"""Sorted runs on disk: written when memory is full or the map phase ends, merged by the reducers.

A run is a piece of a file: blocks of keys, ascending, and what stands beside them. That is one value a key (a partial
result, or a row), or an entry: a list with the values of several splits, each split's after its number and how many
they are. An entry of many bytes is a chain of blocks of its own, before the block of its key.
"""

import marshal
import pickle
import reprlib
import struct
from itertools import accumulate, chain, repeat

from .lost import KeyOrderError
from .sizes import PLACE, SAMPLE, mean_size

#: Keys of one block, and values: small enough to have one block of each of many runs in memory.
_KEYS = 1024
_VALUES = 8192
#: Bytes of a block beyond which it is cut, where it can be.
_BYTES = 1 << 18

_HEAD = struct.Struct("<BQ")
#: How a block is written, and whether it is a piece of a chain or stands for a whole one.
_MARSHAL, _PIECE, _CHAIN = 1, 2, 4
#: Types that marshal writes as they are, in a quarter of pickle's time. It would make bytes of an array.
_PLAIN = {str, int, float, bytes, bool, type(None)}


class Chain:
    """Where the values of an entry are that is too long for one block, how many, and their size in memory."""

    def __init__(self, path, offset, length, count, size):
        self._path = path
        self._offset = offset
        self._length = length
        self.count = count
        self.size = size

    def pieces(self):
        """(number of the split, list of values), in the order of the splits."""
        for _, piece, _ in _blocks(self._path, self._offset, self._length, True):
            yield piece[0], piece[1:]


def write_values(file, keys, values):
    """Appends keys with one value each, which a dictionary has; answers the run's part, [offset, length, entries]."""
    start = file.tell()
    for at in range(0, len(keys), _KEYS):
        some = keys[at : at + _KEYS]
        write_block(file, some, list(map(values.__getitem__, some)))
    return [start, file.tell() - start, len(keys)]


def write_entries(file, keys, entries):
    """Appends keys with their entries, which a dictionary has; answers as `write_values` does."""
    start = file.tell()
    for at in range(0, len(keys), _KEYS):
        some = keys[at : at + _KEYS]
        _write_entries(file, some, list(map(entries.__getitem__, some)))
    return [start, file.tell() - start, len(keys)]


def write_block(file, keys, values):
    """Appends a block of keys and their values; several, where it is too long."""
    data = _dumped(keys, values, None)
    if len(data) > _BYTES and len(keys) > 1:
        half = len(keys) // 2
        write_block(file, keys[:half], values[:half])
        write_block(file, keys[half:], values[half:])
        return
    file.write(data)


def _write_entries(file, keys, entries):
    lengths = list(map(len, entries))
    if sum(lengths) <= _VALUES:
        flat = list(chain.from_iterable(entries))
        data = _dumped(keys, flat, lengths)
        if len(data) <= _BYTES or lengths == [3]:
            file.write(data)
            return
    if len(keys) > 1:
        half = len(keys) // 2
        _write_entries(file, keys[:half], entries[:half])
        _write_entries(file, keys[half:], entries[half:])
        return
    start, count, size = file.tell(), 0, 0
    for number, values in pieces_of(entries[0]):
        count += len(values)
        size += int(len(values) * (PLACE + mean_size(values[:: len(values) // SAMPLE + 1])))
        _write_piece(file, number, values)
    file.write(_dumped(keys, [start, file.tell() - start, count, size], None, _CHAIN))


def _write_piece(file, number, values):
    data = _dumped([], [number, *values], None, _PIECE) if len(values) <= _VALUES else b""
    if len(values) > 1 and (not data or len(data) > _BYTES):
        half = len(values) // 2
        _write_piece(file, number, values[:half])
        _write_piece(file, number, values[half:])
        return
    file.write(data)


def _dumped(keys, values, lengths, flag=0):
    if set(map(type, keys)) <= _PLAIN and set(map(type, values)) <= _PLAIN:
        data = marshal.dumps((keys, values, lengths), 2)
        return _HEAD.pack(_MARSHAL | flag, len(data)) + data
    try:
        data = pickle.dumps((keys, values, lengths), protocol=5)
    except Exception as error:
        culprit = _culprit(keys, values, lengths)
        raise KeyOrderError(f"{culprit} cannot be sent between engines: {error}") from error
    return _HEAD.pack(flag, len(data)) + data


def _culprit(keys, values, lengths):
    """What of a block cannot be pickled."""
    at = 0
    for key, count in zip(keys, lengths or repeat(1)):
        try:
            pickle.dumps(values[at : at + count], protocol=5)
        except Exception:
            return f"a value of the key {reprlib.repr(key)}"
        at += count
    return f"the key {reprlib.repr(keys[0])}" if len(keys) == 1 else "a key or value"


def pieces_of(entry):
    """An entry's (number of the split, list of values)."""
    at, end = 0, len(entry)
    while at < end:
        count = entry[at + 1]
        yield entry[at], entry[at + 2 : at + 2 + count]
        at += 2 + count


def read_run(path, offset, length):
    """The blocks of a run, as lists of keys and of what stands beside them: values, or entries and chains."""
    for keys, values, lengths in _blocks(path, offset, length, False):
        if lengths is None:
            yield keys, values
        else:
            ends = accumulate(lengths)
            yield keys, [values[end - count : end] for end, count in zip(ends, lengths)]


def _blocks(path, offset, length, pieces):
    """What was dumped, block by block: either the pieces of chains, or all else."""
    end = offset + length
    while True:
        # Open only while a block is read: there may be more runs than a process may have files open.
        with open(path, "rb", buffering=0) as file:
            while offset < end:
                file.seek(offset)
                flags, size = _HEAD.unpack(file.read(_HEAD.size))
                offset += _HEAD.size + size
                if bool(flags & _PIECE) == pieces:
                    break
            else:
                return
            data = file.read(size)
        keys, values, lengths = marshal.loads(data) if flags & _MARSHAL else pickle.loads(data)
        yield keys, [Chain(path, *values)] if flags & _CHAIN else values, lengths
