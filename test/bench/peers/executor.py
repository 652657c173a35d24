"""concurrent.futures' ProcessPoolExecutor."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

import peer


@contextmanager
def tasks(count, engines):
    with ProcessPoolExecutor(engines, multiprocessing.get_context("spawn")) as executor:

        def work():
            assert sum(1 for _ in executor.map(abs, range(count))) == count

        work()
        yield work


if __name__ == "__main__":
    peer.serve({"tasks": tasks})
