"""The user's mapper, combiner, reducer and partitioner, found and called as the job's shape says."""

import functools
import sys
from itertools import chain, repeat
from operator import itemgetter
from types import GeneratorType

from . import mrjob_standin
from .long_values import LongValues, Pairs
from .lost import TaskFailure
from .plain import asks_next, plain_fold
from .reading import blocks, decode, lines, line_number

_RECORD_SHOWN = 200
_KEY_SHOWN = 100

_second = itemgetter(1)


class Functions:
    """Functions of a loaded file. `spec` is the job's JobSpec, `source` the file's text, `names` its namespace."""

    def __init__(self, spec, source, names):
        self._spec = spec
        owner = mrjob_standin.instance(names[spec["mrjobClass"]]) if spec.get("mrjobClass") else None
        find = functools.partial(_find, names, owner)
        self.mapper = find(spec["mapper"])
        self.reducer = find(spec["reducer"])
        self.partition = find(spec["partition"]) if spec.get("partition") else None
        self.partitioner = find(spec["partitioner"]) if spec.get("partitioner") else None
        combiner = spec.get("combiner") or (spec["reducer"] if spec["combine"] else None)
        self.combiner = find(combiner) if combiner else None
        self.fold = plain_fold(source, names, spec["reducer"], spec["reducerGets"])
        self._as_iterator = asks_next(source, spec["reducer"])
        self.items = eval(spec["inputs"], names) if spec.get("inputs") else None
        if self.items is not None and not hasattr(self.items, "__getitem__"):
            self.items = list(self.items)

    def batches(self, split):
        """The mapper's arguments for a split, as (place, columns, records, skipped bytes)."""
        shape, given = self._spec["shape"], self._spec["input"]
        if shape == "items":
            yield split, (self.items[split["start"] : split["end"]],), split["end"] - split["start"], 0
            return
        if shape == "files":
            yield split, ([split["path"]],), 1, 0
            return
        for offset, data in blocks(split["path"], split["start"], split["end"], split["size"]):
            text, skipped = decode(offset, data)
            place = {**split, "offset": offset}
            if given == "words":
                words = text.split()
                yield place, ([words],), len(words), skipped
                continue
            parts = lines(text)
            if given == "lines":
                yield place, ([parts],), len(parts), skipped
            elif given == "keyValue":
                keys = repeat(None) if self._spec.get("mrjobClass") else _offsets(offset, data)
                yield place, (keys, parts), len(parts), skipped
            else:
                yield place, (parts,), len(parts), skipped

    def answers(self, columns):
        """What the mapper answers, as iterables of pairs."""
        gives, mapper = self._spec["mapperGives"], self.mapper
        if gives == "generator":
            calls = map(mapper, *columns)
        elif len(columns) == 1:
            # Not `map`, which takes a StopIteration in the mapper for the end of the records.
            calls = (mapper(record) for record in columns[0])
        else:
            calls = (mapper(*record) for record in zip(*columns))
        if gives == "values":
            return [zip(repeat(None), calls)]
        if gives == "pair":
            return [filter(None, calls)]
        answers = filter(None, calls)  # a mapper that has nothing to say may return None
        first = next(answers, None)
        if first is None:
            return ()
        answers = chain([first], answers)
        return map(_items, answers) if isinstance(first, dict) else answers

    def regrouped(self, groups, fold):
        """The pairs that stand below each key of what the file's own Partition gave; folded when that is a sum."""
        as_pairs = self._spec["reducerGets"] == "keyPairs"
        for key, parts in groups.items():
            if fold == "sum":
                yield key, sum(map(_second, parts) if as_pairs else parts)
            elif fold and as_pairs:
                yield from zip(repeat(key), map(_second, parts))
            else:
                yield from zip(repeat(key), parts)

    def as_values(self, key, partial):
        """What may stand for the values of which a fold made one partial result."""
        if self.fold == "len":
            return repeat(None, partial)
        return [(key, partial)] if self.partition and self._spec["reducerGets"] == "keyPairs" else [partial]

    def combined(self, key, values):
        """Values after the combiner."""
        return [value for _, value in self._results(self.combiner, key, values)]

    def reduced(self, key, values):
        """The results of one key, as (key, value) pairs."""
        return self._results(self.reducer, key, values)

    def named(self, function, key, values):
        """Calls `combined` or `reduced`; an error in it is a TaskFailure that names the key."""
        try:
            return function(key, values)
        except Exception as error:
            raise TaskFailure(error, key_shown(key)) from error

    def _results(self, function, key, values):
        gets = self._spec["reducerGets"]
        if gets == "keyValues":
            answer = function(key, iter(values) if self._as_iterator else values)
        elif gets == "fold":
            return [(key, functools.reduce(function, values))]
        elif gets == "pair" or self.partition:
            answer = function((key, values))
        else:
            long = isinstance(values, LongValues)
            answer = function((key, Pairs(key, values) if long else list(zip(repeat(key), values))))
        if isinstance(answer, GeneratorType):
            return [part if _is_pair(part) else (key, part) for part in answer]
        if gets != "keyValues":
            return [] if answer is None else [answer if _is_pair(answer) else (key, answer)]
        if self._spec.get("mrjobClass") and answer is None:
            return []
        return [answer] if _is_pair(answer) and answer[0] == key else [(key, answer)]

    def locate(self, split):
        """Runs the mapper record by record until it raises; (error, where it was), or None when it does not."""
        for place, columns, _, _ in self.batches(split):
            shape = self._spec["shape"]
            if shape == "chunk":
                return self._locate_chunk(place)
            for at, record in enumerate(zip(*columns)):
                try:
                    for pairs in self.answers([[part] for part in record]):
                        _check_pairs(pairs)
                except Exception as error:
                    return error, _where(shape, place, at, record[-1])
        return None

    def _locate_chunk(self, place):
        for offset, data in blocks(place["path"], place["start"], place["end"], place["size"]):
            for at, line in enumerate(lines(decode(offset, data)[0])):
                try:
                    self.mapper(line.split() if self._spec["input"] == "words" else [line])
                except Exception as error:
                    return error, _where("records", {**place, "offset": offset}, at, line)
        return None


def _items(answer):
    return answer.items() if isinstance(answer, dict) else answer


def _check_pairs(pairs):
    if not hasattr(pairs, "__iter__"):
        raise TypeError(f"the mapper gave {_shown(repr(pairs))}, which is no list of (key, value) pairs")
    for pair in pairs:
        try:
            key, _ = pair
        except (TypeError, ValueError):
            raise TypeError(f"the mapper gave {_shown(repr(pair))}, which is no (key, value) pair") from None
        hash(key)


def _is_pair(value):
    return isinstance(value, (tuple, list)) and len(value) == 2


def _find(names, owner, name):
    if owner is not None and hasattr(owner, name):
        return getattr(owner, name)
    if name not in names:
        raise NameError(f"name {name!r} is not defined once the file is loaded")
    return names[name]


def _offsets(offset, data):
    for line in data.split(b"\n"):
        yield offset
        offset += len(line) + 1


def _where(shape, place, at, record):
    text = record if isinstance(record, str) else repr(record)
    shown = repr(_shown(text))
    if shape == "items":
        return f"item {place['start'] + at}: {shown}"
    if shape == "files":
        return place["path"]
    number = line_number(place["path"], place["offset"], place["end"] is None) + at
    return f"{place['path']}, line {number}: {shown}"


def _shown(text):
    return text if len(text) <= _RECORD_SHOWN else text[:_RECORD_SHOWN] + "…"


def key_shown(key):
    """What a person calls the key in whose processing an error was raised."""
    shown = repr(key)
    return f"key {shown if len(shown) <= _KEY_SHOWN else shown[:_KEY_SHOWN] + '…'}"


def spread_names():
    """Lets pickle find the classes of a file that was loaded and not run, as multiprocessing does."""
    sys.modules["__mp_main__"] = sys.modules["__main__"]
