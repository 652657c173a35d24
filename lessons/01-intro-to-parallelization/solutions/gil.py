"""Lab 2: The GIL.

The Python that most people use (CPython) has a global interpreter lock, the GIL: of all
threads in one process, only the one that holds it runs Python code. This lab does the
same arithmetic three times: in one thread, in four threads, and on all engines. Look at
how many cores were busy each time.

How to work: run the cells from the top, do the tasks, then run the checks of this lab.
"""

# %% The work: arithmetic in pure Python
import threading
import time

JOBS = [(low, low + 15_000) for low in range(0, 120_000, 15_000)]
threads_seen = set()


def count_primes(job):
    """How many numbers from low up to, and without, high are prime."""
    threads_seen.add(threading.current_thread().name)
    low, high = job
    count = 0
    for number in range(max(low, 2), high):
        divisor = 2
        while divisor * divisor <= number and number % divisor:
            divisor += 1
        if divisor * divisor > number:
            count += 1
    return count


def measure(title, work):
    """Does the work and tells how long it took and how many cores it kept busy on this
    engine.
    """
    began, computing = time.perf_counter(), time.process_time()
    result = work()
    seconds = time.perf_counter() - began
    busy = (time.process_time() - computing) / seconds
    print(f"{title}: {seconds:.2f} s, {busy:.1f} cores busy")
    return result


# %% In one thread
# Every engine does all of the work. One core busy is the most that an engine can show
# here; it shows less when other programs need the cores, too.
in_one_thread = measure("one thread", lambda: [count_primes(job) for job in JOBS])


# %% In four threads
# Task 1: let with_threads give the jobs to a pool of threads:
# ThreadPoolExecutor(threads) in a `with` block, and the list of what its
# map(count_primes, jobs) gives. It must answer the same counts in the same order.
from concurrent.futures import ThreadPoolExecutor


def with_threads(jobs, threads=4):
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(count_primes, jobs))


threads_seen.clear()
in_threads = measure("four threads", lambda: with_threads(JOBS))
threads_used = len(threads_seen)

# Task 2: how many of the four threads run Python code at the same moment, if there is a
# GIL? Write down the number.
at_the_same_moment = 1

# %% On all engines
# Each engine is a process, and each process has a GIL of its own: nothing keeps engines
# from working at the same time.
# Task 3: let each engine do its own jobs only, so that every job is done by exactly one
# engine. Look at the times in the panel before and after.
mine = JOBS[engine_id::engine_count]
title = f"engine {engine_id}, {len(mine)} of {len(JOBS)} jobs"
counts = measure(title, lambda: [count_primes(job) for job in mine])

# %% When threads are right
# A thread that waits (for the network, a disk, a clock) gives the GIL away. Four
# threads that sleep for 0.1 s are done after about 0.1 s, not 0.4 s, and no core is
# busy.
with ThreadPoolExecutor(4) as pool:
    measure("four threads that wait", lambda: list(pool.map(time.sleep, [0.1] * 4)))
