"""Counting title-case words with dask.bag, as its documentation does."""

from contextlib import contextmanager

import peer
from words import check, sanitize


@contextmanager
def words(path, engines, distinct, total):
    from dask import bag

    def work():
        found = bag.read_text(path, blocksize="8MiB").str.split().flatten().map(sanitize).filter(str.istitle)
        check(dict(found.frequencies().compute(scheduler="processes", num_workers=engines)), distinct, total)

    yield work


if __name__ == "__main__":
    peer.serve({"words": words}, "dask")
