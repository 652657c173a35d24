"""Merges sorted runs, so that the reducers have all of a key's values at once."""

from bisect import bisect_left, bisect_right
from operator import itemgetter

from .lost import KeyOrderError
from .partition import unsortable


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
            raise KeyOrderError(unsortable([head.keys[-1] for head in heads], error)) from None
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


def by_key(blocks, place_of):
    """The keys of a merged run, each with a list of all that stands beside it.

    Of equal keys that look different, such as `1` and `1.0`, the one is told whose value has the least `place_of`.
    """
    key, found, forms, any_yet = None, [], None, False
    for keys, values in blocks:
        for other, value in zip(keys, values):
            if any_yet and other == key:
                if type(other) is not type(key):
                    forms = forms or [(place_of(found[0]), 0, key)]
                    forms.append((place_of(value), len(found), other))
                found.append(value)
            else:
                if any_yet:
                    yield min(forms)[-1] if forms else key, found
                key, found, forms, any_yet = other, [value], None, True
    if any_yet:
        yield min(forms)[-1] if forms else key, found


def folded(blocks, put_together):
    """The keys of a merged run of partial results, each with its result; `put_together` is of FOLDS."""
    last = {}
    for keys, values in blocks:
        together = last
        put_together(zip(keys, values), together)
        keys, values = list(together), list(together.values())
        last = {keys.pop(): values.pop()}
        if keys:
            yield keys, values
    if last:
        yield list(last), list(last.values())
