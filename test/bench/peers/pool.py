"""multiprocessing's Pool."""

import multiprocessing
import os
from contextlib import contextmanager

import peer

_met = None


def meet(barrier):
    global _met
    _met = barrier


def answer(_number):
    """Returns once every worker is here, so that each of them has answered."""
    _met.wait()


@contextmanager
def start(method, engines):
    context = multiprocessing.get_context(method)
    pools = []

    def work():
        pool = context.Pool(engines, meet, [context.Barrier(engines)])
        pools.append(pool)
        pool.map(answer, range(engines), 1)

    yield work
    for pool in pools:
        pool.terminate()


@contextmanager
def send(size, engines):
    data = os.urandom(size)
    with multiprocessing.get_context("spawn").Pool(engines) as pool:

        def work():
            assert pool.map(len, [data] * engines, 1) == [size] * engines

        yield work


@contextmanager
def tasks(count, engines):
    with multiprocessing.get_context("spawn").Pool(engines) as pool:

        def work():
            assert sum(1 for _ in pool.imap(abs, range(count))) == count

        work()
        yield work


@contextmanager
def tiny(count, engines):
    with multiprocessing.get_context("spawn").Pool(engines) as pool:

        def work():
            assert len(pool.map(abs, range(count))) == count

        work()
        yield work


if __name__ == "__main__":
    peer.serve({"start": start, "send": send, "tasks": tasks, "tiny": tiny})
