"""Counting title-case words with joblib: byte ranges to warm worker processes."""

from contextlib import contextmanager

import peer
from words import added, check, count_range, ranges_of


@contextmanager
def words(path, engines, distinct, total):
    from joblib import Parallel, delayed

    with Parallel(n_jobs=engines) as parallel:

        def work():
            jobs = ranges_of(path, engines * 8)
            check(added(parallel(delayed(count_range)(job) for job in jobs)), distinct, total)

        yield work


if __name__ == "__main__":
    peer.serve({"words": words}, "joblib")
