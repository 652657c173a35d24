"""The hot loops of the map side: pairs into dictionaries. `answers` is what the mapper answered, call by call."""

import sys
from itertools import islice
from operator import itemgetter

second = itemgetter(1)


def add(answers, totals):
    """Sums values by key."""
    get = totals.get
    for pairs in answers:
        for key, value in pairs:
            totals[key] = get(key, 0) + value


def count(answers, totals):
    """Counts values by key."""
    get = totals.get
    for pairs in answers:
        for key, _ in pairs:
            totals[key] = get(key, 0) + 1


def least(answers, totals):
    """Keeps the least value by key, the first of equal ones as `min` does."""
    for pairs in answers:
        for key, value in pairs:
            if key not in totals or value < totals[key]:
                totals[key] = value


def greatest(answers, totals):
    """Keeps the greatest value by key, the first of equal ones as `max` does."""
    for pairs in answers:
        for key, value in pairs:
            if key not in totals or value > totals[key]:
                totals[key] = value


def group(answers, lists):
    """Appends values to a list by key; `lists` is a defaultdict."""
    for pairs in answers:
        for key, value in pairs:
            lists[key].append(value)


#: By plain fold: the loop over pairs, and the one that puts partial results together.
FOLDS = {"sum": (add, add), "len": (count, add), "min": (least, least), "max": (greatest, greatest)}

#: Types on which a fold gives the same whatever the order of its parts; sums of floats do not.
_EXACT = {"sum": {int, bool}, "len": {int}, "min": {int, str, bytes}, "max": {int, str, bytes}}


def is_exact(fold, totals):
    """Whether partial results may stand for values without changing the job's result."""
    return set(map(type, totals.values())) <= _EXACT[fold]


def size_of(entries, lists):
    """About how many bytes a dictionary of totals or lists holds, from a sample of its entries."""
    if not entries:
        return 0
    sample = list(islice(entries.items(), 64))
    each = sum(sys.getsizeof(key) + _size(value, lists) for key, value in sample) / len(sample)
    if lists:
        values = sum(map(len, entries.values()))
        inner = [part for _, value in sample for part in value[:4]]
        return int(len(entries) * (each + 100) + values * (8 + sum(map(_own_size, inner)) / max(1, len(inner))))
    return int(len(entries) * (each + 100))


def _size(value, lists):
    return sys.getsizeof(()) if lists else _own_size(value)


def _own_size(value):
    if type(value) in (int, bool) and -5 <= value <= 256:
        return 0  # the interpreter has one of each
    size = sys.getsizeof(value)
    return size + sum(map(sys.getsizeof, value)) if type(value) in (tuple, list) else size
