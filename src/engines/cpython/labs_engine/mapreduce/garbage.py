"""Python's search for garbage in cycles, while a job runs."""

import gc
from contextlib import contextmanager

#: New containers between two searches. Python's own 700 suit programs that keep few; a job keeps a list for each key,
#: and among lists of numbers and text there is nothing to find.
_CONTAINERS = 10_000


@contextmanager
def seldom_collecting():
    """Has Python search more seldom, unless the user has changed that."""
    before = gc.get_threshold()
    if not 0 < before[0] < _CONTAINERS:
        yield
        return
    gc.set_threshold(_CONTAINERS, *before[1:])
    try:
        yield
    finally:
        if gc.get_threshold()[0] == _CONTAINERS:
            gc.set_threshold(*before)
