"""Lab 6: Shared state and races.

Processes share nothing unless they ask for it. This lab uses Python's own
`multiprocessing` library on every engine to show what happens when they do ask: a
counter that several processes change loses counts. There are three cures: a lock, a
place of its own for each process, and no shared state at all.

A process that multiprocessing starts may load this file to find its functions (on
Windows and macOS always, on Linux from Python 3.14). That is why all that is to happen
once stands under `if __name__ == "__main__":`.

How to work: run the cells from the top, do the tasks, then run the checks of this lab.
"""

# %% A pool of processes
import multiprocessing
import time
from functools import partial

PROCESSES = 4
TIMES = 200

counter = 0


def power(base, exponent):
    return base**exponent


def bump_global(_):
    """Counts in a global name."""
    global counter
    counter += 1  # parallel-labs: ignore shared-global
    return counter


if __name__ == "__main__":
    with multiprocessing.Pool(PROCESSES) as pool:
        # map gives a function one argument, starmap several, and functools.partial
        # fixes some beforehand.
        cubes = pool.starmap(power, [(base, 3) for base in range(10)])
        # Task 1: let `squares` be the squares of 0 to 9, by pool.map and
        # partial(power, exponent=2).
        squares = pool.map(partial(power, exponent=2), range(10))
        print("cubes", cubes, "squares", squares)

        # Task 2: ten times some process of the pool adds 1 to `counter`. What is
        # `counter` here afterwards? Write down the number, then look.
        pool.map(bump_global, range(10))
    print("counter here:", counter)
    counter_here = 0


# %% A race
# Four processes add 1 to the same number 200 times each. Run it twice.
def run_processes(function, arguments):
    """Runs the function in one process for each tuple of arguments, all at the same
    time, and waits for them.
    """
    processes = [
        multiprocessing.Process(target=function, args=each) for each in arguments
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


def count_carelessly(total, times):
    """Counts in shared memory: reads, adds one, writes. Another process may come in
    between.
    """
    for _ in range(times):
        seen = total.value
        time.sleep(0.00001)  # as if adding were more work than it is
        total.value = seen + 1


if __name__ == "__main__":
    total = multiprocessing.Value("i", 0)
    run_processes(count_carelessly, [(total, TIMES)] * PROCESSES)
    careless = total.value
    print(f"without a lock: {careless} of {PROCESSES * TIMES}")


# %% Cure 1: a lock
def count_with_lock(total, times):
    # Task 3: nobody may come between reading and writing. Every shared Value has a
    # lock: put the three lines of the loop into a `with total.get_lock():` block.
    for _ in range(times):
        with total.get_lock():
            seen = total.value
            time.sleep(0.00001)
            total.value = seen + 1


if __name__ == "__main__":
    total = multiprocessing.Value("i", 0)
    run_processes(count_with_lock, [(total, TIMES)] * PROCESSES)
    locked = total.value
    print(f"with a lock: {locked} of {PROCESSES * TIMES}")


# %% Cure 2: a slot for each process
def count_in_slot(slots, process, times):
    # Task 4: `slots` has one number for each process, and `process` is 0, 1, 2, … Let
    # each process count in its own slot: where nobody else writes, no lock is needed.
    for _ in range(times):
        slots[process] += 1


if __name__ == "__main__":
    shared_slots = multiprocessing.Array("i", PROCESSES)
    run_processes(
        count_in_slot, [(shared_slots, process, TIMES) for process in range(PROCESSES)]
    )
    slots = list(shared_slots)
    print(f"slots {slots}: {sum(slots)} of {PROCESSES * TIMES}")


# %% Cure 3: nothing shared
def count_alone(times):
    # Task 5: no shared state at all. Count up in a plain variable of this function and
    # return it; the counts of all processes are added up at the end. That is map and
    # reduce.
    count = 0
    for _ in range(times):
        count += 1
    return count


if __name__ == "__main__":
    with multiprocessing.Pool(PROCESSES) as pool:
        alone = pool.map(count_alone, [TIMES] * PROCESSES)
    print(f"counts {alone}: {sum(alone)} of {PROCESSES * TIMES}")
