"""Lab 7: Load balancing.

When tasks are not equally long, dividing them beforehand leaves engines idle: the last
engine decides when the whole is done. A direct view divides beforehand; a load-balanced
view gives the next task to whichever engine is free. This lab works out on paper what
each needs, and then does it with real work.

How to work: run the cells from the top, do the tasks, then run the checks of this lab.
"""

# %% Tasks of unequal length
# So many units of work is each task. They get longer towards the end, as it often is:
# later files are larger, later numbers are harder.
import heapq
import time

COSTS = [1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 8, 10, 12, 16, 20]


def work_on(cost):
    """So much real work; answers a number that depends on it."""
    number = 1
    for _ in range(cost * 30_000):
        number = number * 1103515245 % 2147483647
    return number


# %% On paper: divided beforehand, as a direct view does
def blocks(costs, engines):
    """One block of neighbouring tasks an engine."""
    bounds = [e * len(costs) // engines for e in range(engines + 1)]
    return [costs[start:end] for start, end in zip(bounds, bounds[1:])]


def direct(costs, engines):
    """When the last engine is done, in units of work."""
    return max(sum(block) for block in blocks(costs, engines))


# %% On paper: the next task to whoever is free, as a load-balanced view does
def balanced(costs, engines):
    """When the last engine is done, if each task in turn goes to the engine that is
    free first.
    """
    free_at = [0] * engines  # when each engine will be free
    for cost in costs:
        # Task 1: find the engine that is free first, and let it be busy with this task
        # for `cost` units more. (min() and index() will do; heapq.heapreplace does it
        # in one step.)
        heapq.heapreplace(free_at, free_at[0] + cost)
    return max(free_at)


# %% On paper: a better order
# A long task that comes last is begun late, and everybody waits for it.
# Task 2: let in_good_order answer the same costs in the order in which they should be
# handed out.
def in_good_order(costs):
    return sorted(costs, reverse=True)


# Engines load this file for a job, too. What stands below this `if` happens only when
# you run it yourself.
if __name__ == "__main__" and engine_id == 0:
    print("engines  beforehand  whoever is free  in a good order  at best")
    for engines in (1, 2, 3, 4, 8):
        best = max(sum(COSTS) / engines, max(COSTS))
        good = balanced(in_good_order(COSTS), engines)
        worst, usual = direct(COSTS, engines), balanced(COSTS, engines)
        print(f"{engines:7}  {worst:10}  {usual:15}  {good:15}  {best:7.1f}")

# %% For real: divided beforehand
# Every engine does its block. Look at the panel: the engine with the last block works
# longest.
if __name__ == "__main__":
    began = time.perf_counter()
    my_costs = blocks(COSTS, engine_count)[engine_id]
    mine = [work_on(cost) for cost in my_costs]
    seconds = time.perf_counter() - began
    print(f"engine {engine_id}: tasks of {my_costs}, {seconds:.2f} s")


# %% For real: whoever is free
# Each item of a map/reduce job goes to an engine that is free. Run this with the lens
# "Run Map/Reduce" above the mapper, and compare the timeline with that of the cell
# before.
# Task 3: now all costs are one item, so one engine does everything. Let inputs() be one
# item a task, in your good order.
def inputs():
    return [[cost] for cost in in_good_order(COSTS)]


def mapper(item):
    for cost in item:
        yield cost, work_on(cost)


def reducer(cost, numbers):
    return list(numbers)
