"""The reduce side of a job: all runs of a partition become its rows."""

from itertools import repeat

from .collect import FOLDS
from .long_values import first_split, values_of
from .lost import KeyOrderError
from .merging import by_key, folded, merge
from .places import PlacedRows
from .results import Rows
from .runs import Chain, read_run


class Reduction:
    """Reduces partitions with the functions of a job, holding about `memory` bytes."""

    def __init__(self, functions, memory, top):
        self._functions = functions
        self._memory = memory
        self._top = top

    def of(self, runs, path, in_job_order):
        """Reduces one partition to a file of rows, and answers as the step `reduce` does."""
        if in_job_order:
            return self._in_job_order(runs, path)
        if runs and all(run["holds"] == "partials" for run in runs):
            try:
                return self._folded(runs, path)
            except KeyOrderError:
                raise
            except TypeError:
                pass  # values that do not go together: the reducer is to find out, and to name the key
        return self._by_key(runs, path)

    def _folded(self, runs, path):
        """Puts partial results together: they are only there for a reducer whose result is the fold itself."""
        rows = Rows(path, self._top, self._memory)
        keys = 0
        for some, results in folded(_merged(runs), FOLDS[self._functions.fold][1]):
            keys += len(some)
            rows.add(zip(some, results))
        return {"keys": keys, "renamed": False, **rows.close()}

    def _by_key(self, runs, path):
        rows = Rows(path, self._top, self._memory)
        keys, renamed = 0, False
        for key, found in by_key(_merged(runs), self._place):
            keys += 1
            results = self._reduced(key, found)
            renamed = renamed or any(other is not key for other, _ in results)
            rows.add(results)
        return {"keys": keys, "renamed": renamed, **rows.close()}

    def _in_job_order(self, runs, path):
        rows = PlacedRows(path, self._top)
        keys = 0
        lists = by_key(_merged([run for run in runs if run["holds"] == "lists"]), first_split)
        places = by_key(_merged([run for run in runs if run["holds"] == "places"]), tuple)
        for (key, found), (_, where) in zip(lists, places):
            keys += 1
            rows.add(min(where), self._reduced(key, found))
        return {"keys": keys, "renamed": False, **rows.close()}

    def _reduced(self, key, found):
        functions = self._functions
        values = values_of(list(map(self._entry, repeat(key), found)), self._memory)
        return functions.named(functions.reduced, key, values)

    def _entry(self, key, found):
        """What stands beside a key in a run, as an entry; a partial result comes before the values of all splits."""
        if isinstance(found, (list, Chain)):
            return found
        values = list(self._functions.as_values(key, found))
        return [-1, len(values), *values]

    def _place(self, found):
        return first_split(found) if isinstance(found, (list, Chain)) else -1


def _merged(runs):
    return merge([read_run(run["file"], *run["part"][:2]) for run in runs])
