"""What one engine mapped, in files that the reducers read."""

import os

from .partition import divided, sorted_keys
from .runs import write_entries, write_values


class MapFiles:
    """Writes dictionaries as runs, each a file by partition: {file, split, holds, parts}, as src/protocol/jobSteps.ts has them."""

    def __init__(self, folder, partitions, partitioner):
        #: Tells its files from those of other engines, of which one on another host may have the same process id.
        self._path = os.path.join(folder, f"map-{os.getpid()}-{os.urandom(4).hex()}")
        self._partitions = partitions
        self._partitioner = partitioner
        self._count = 0

    def write(self, entries, holds):
        """One run of a dictionary, sorted; `holds` tells what stands beside the keys: "partials", "lists" or "places"."""
        self._count += 1
        run = {"file": f"{self._path}-{self._count}", "split": -1, "holds": holds, "parts": []}
        try:
            with open(run["file"], "wb", buffering=1 << 18) as file:
                for keys in divided(sorted_keys(entries), self._partitions, self._partitioner):
                    run["parts"].append((write_entries if holds == "lists" else write_values)(file, keys, entries))
        except BaseException:
            discard([run])
            raise
        return run


def discard(runs):
    """Removes the files of runs, and empties their list."""
    for run in runs:
        if os.path.exists(run["file"]):
            os.unlink(run["file"])
    runs.clear()


def spills_of(runs):
    """How many of the runs were written because memory was full: places go with what they are the places of."""
    return sum(run["holds"] != "places" for run in runs)
