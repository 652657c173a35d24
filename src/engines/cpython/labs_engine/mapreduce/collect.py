"""The hot loops of the map side: pairs into dictionaries. `pairs` is an iterator of (key, value)."""


def add(pairs, totals):
    """Sums values by key."""
    get = totals.get
    for key, value in pairs:
        totals[key] = get(key, 0) + value


def count(pairs, totals):
    """Counts values by key."""
    get = totals.get
    for key, _ in pairs:
        totals[key] = get(key, 0) + 1


def least(pairs, totals):
    """Keeps the least value by key, the first of equal ones as `min` does."""
    for key, value in pairs:
        if key not in totals or value < totals[key]:
            totals[key] = value


def greatest(pairs, totals):
    """Keeps the greatest value by key, the first of equal ones as `max` does."""
    for key, value in pairs:
        if key not in totals or value > totals[key]:
            totals[key] = value


def group(pairs, lists):
    """Appends values to a list by key; `lists` is a defaultdict."""
    for key, value in pairs:
        lists[key].append(value)


#: By plain fold: the loop over pairs, and the one that puts partial results together.
FOLDS = {"sum": (add, add), "len": (count, add), "min": (least, least), "max": (greatest, greatest)}

#: Types on which a fold gives the same whatever the order of its parts; sums of floats do not.
_EXACT = {"sum": {int, bool}, "len": {int}, "min": {int, str, bytes}, "max": {int, str, bytes}}


def is_exact(fold, kinds):
    """Whether partial results of these types may stand for values without changing the job's result."""
    return kinds <= _EXACT[fold] and (fold in ("sum", "len") or len(kinds) < 2)
