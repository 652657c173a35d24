"""Lab 1 of lesson 2: The same code on a cluster.

This file has the essence of the labs Engines, Monte Carlo pi and MapReduce. It runs on
the engines of your machine, and unchanged on an ipyparallel cluster whose engines sit
on several nodes. (For the cluster, set the engines' backend to ipyparallel first;
without one, everything but the names of the nodes is the same.)

How to work: run the cells from the top, do the tasks, then run the checks of this lab.
"""

# %% Which node ran what?
# Task 1: a process number means something on its own node only. Let "host" be the name
# of the node that this engine runs on; socket.gethostname() knows it.
import os
import socket

where = {"engine": engine_id, "host": "", "process": os.getpid()}
where

# %% What does moving data cost?
# Between processes of one node, data is copied; between nodes it goes through a
# network, which is slower by far. What travels is a pickle: the object as bytes.
import pickle
import time

NUMBERS = 1_000_000


def share(engine, engines):
    """The numbers that an engine is to work on, as they are sent to it."""
    start = engine * NUMBERS // engines
    end = (engine + 1) * NUMBERS // engines
    # Task 2: this sends every single number. Send something from which the engine can
    # make them: Python has a type that says "from start to end" in a few bytes.
    return list(range(start, end))


began = time.perf_counter()
travels = pickle.dumps(share(engine_id, engine_count))
mine = pickle.loads(travels)
bytes_to_move = len(travels)
how_many = len(mine)
checksum = sum(mine)
seconds = time.perf_counter() - began
print(f"{bytes_to_move:,} bytes travel for {how_many:,} numbers")
print(f"{seconds:.3f} s without a network")

# %% What if a node goes away?
# Its tasks are given to other engines. Some of them had been begun, or even finished
# and not reported: they are done twice. That is right only if a task gives the same
# result whenever and wherever it runs.
import random

POINTS = 400_000
CHUNKS = 40


def inputs():
    return list(range(CHUNKS))


def mapper(task):
    # Task 3: done twice, this gives two different results. Draw from a source of the
    # task's own, random.Random(task).
    draw = random.random
    inside = sum(draw() ** 2 + draw() ** 2 < 1 for _ in range(POINTS // CHUNKS))
    return [("inside", inside), ("points", POINTS // CHUNKS)]


def reducer(key, numbers):
    return sum(numbers)


# %% Try it
# Run the job by the lens "Run Map/Reduce" above the mapper. While it runs on a cluster,
# end one of the engines, or the network of a node: the result is the same, and the
# timeline shows which engine took over. On one machine, raise POINTS, and end an
# engine's process while the job runs.
