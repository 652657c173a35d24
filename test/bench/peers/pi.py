"""A Monte Carlo estimate of pi in processes that have nothing to do with each other."""

import math
import multiprocessing
import time
from contextlib import contextmanager
from random import Random

import peer


def inside(task, samples):
    random = Random(task).random
    hits = 0
    for _ in range(samples):
        x, y = random(), random()
        if x * x + y * y < 1:
            hits += 1
    return hits


def share(pipe, tasks, samples):
    """Does its tasks each time it is asked to; tells how long they took."""
    while pipe.recv():
        started = time.perf_counter()
        hits = sum(inside(task, samples) for task in tasks)
        pipe.send((time.perf_counter() - started, hits))


@contextmanager
def alone(samples, tasks, processes):
    """The time that all samples take at the sum of the processes' rates, each over its own time: no wait counts."""
    context = multiprocessing.get_context("spawn")
    pipes = []
    for number in range(processes):
        ours, theirs = context.Pipe()
        mine = range(number, tasks, processes)
        context.Process(target=share, args=(theirs, mine, samples // tasks), daemon=True).start()
        pipes.append((ours, len(mine)))

    def work():
        for pipe, _ in pipes:
            pipe.send(True)
        answers = [pipe.recv() for pipe, _ in pipes]
        assert abs(4 * sum(hits for _, hits in answers) / samples - math.pi) < 0.01
        return tasks / sum(count / taken for (_, count), (taken, _) in zip(pipes, answers))

    yield work
    for pipe, _ in pipes:
        pipe.send(False)


if __name__ == "__main__":
    peer.serve({"alone": alone})
