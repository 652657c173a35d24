"""Counting title-case words with ipyparallel: byte ranges to engines that are up."""

import os
from contextlib import contextmanager

import peer
from ipp import connected
from words import added, check, count_range, ranges_of


@contextmanager
def words(path, engines, distinct, total):
    os.environ["PYTHONPATH"] = os.path.dirname(os.path.abspath(__file__))  # where engines find these functions
    with connected(engines) as client:
        view = client.load_balanced_view()

        def work():
            jobs = ranges_of(path, engines * 8)
            check(added(view.map(count_range, jobs, chunksize=1, ordered=False)), distinct, total)

        yield work


if __name__ == "__main__":
    peer.serve({"words": words}, "ipyparallel")
