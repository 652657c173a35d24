"""Results in a job's own order: rows beside the places at which their keys came first."""

import os
from operator import itemgetter

from .merging import merge
from .results import greatest, row
from .runs import read_run, write_block

#: Rows that are sorted in memory at a time.
_ROWS = 100_000
#: Rows of one block.
_BLOCK = 1024


def first_places(number, first, keys):
    """Where each key of a split came first: (split, place within it)."""
    return {key: (number, at) for at, key in enumerate(keys, first)}


class PlacedRows:
    """Takes the results of a partition as they come and writes them as one run, sorted by place."""

    def __init__(self, path, top):
        self._path = path
        self._top = top
        self._best = []
        self._block = []
        self._runs = []
        self._count = 0
        self._sorting = open(f"{path}-sorting", "wb", buffering=1 << 18)

    def add(self, place, pairs):
        """Takes the results of the key that came first at a place."""
        self._block += [((*place, at), value, row(key, value)) for at, (key, value) in enumerate(pairs)]
        if len(self._block) >= _ROWS:
            self._sort()

    def close(self):
        """What `Rows.close` answers."""
        self._sort()
        self._sorting.close()
        with open(self._path, "wb", buffering=1 << 18) as file:
            for places, texts in merge([read_run(self._sorting.name, *run) for run in self._runs]):
                write_block(file, places, texts)
            length = file.tell()
            for place, value, text in self._best:
                write_block(file, [place], [(value, text)])
            top = [length, file.tell() - length, len(self._best)]
        os.unlink(self._sorting.name)
        return {"rows": self._count, "run": [0, length, self._count], "sorted": True, "top": top}

    def _sort(self):
        block, self._block = sorted(self._block, key=itemgetter(0)), []
        self._count += len(block)
        if self._top:
            self._best = greatest(self._top, sorted(self._best + block, key=itemgetter(0)))
        start = self._sorting.tell()
        for at in range(0, len(block), _BLOCK):
            some = block[at : at + _BLOCK]
            write_block(self._sorting, [place for place, _, _ in some], [text for _, _, text in some])
        self._runs.append((start, self._sorting.tell() - start))
