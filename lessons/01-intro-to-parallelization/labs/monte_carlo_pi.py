"""Lab 3: Monte Carlo pi.

Throw points at a square at random, and count those that land in the quarter of a circle
inside it: four times their share is an estimate of pi. Every point is independent of
all others, so the work can be divided as you like. Two things can still go wrong:
engines that throw the same points, and parts that are too large or too small.

How to work: run the cells from the top, do the tasks, then run the checks of this lab.
"""

# %% One engine's points
import random

#: Points of all engines together.
POINTS = 400_000


def inside_circle(seed, points):
    """How many of so many random points of the unit square lie in the quarter circle;
    the same for the same seed.
    """
    draw = random.Random(seed).random
    return sum(draw() ** 2 + draw() ** 2 < 1 for _ in range(points))


# %% Every engine throws its share
# Task 1: the seed decides which points are thrown. Run the cell as it is and compare
# the engines' results. Then let every engine have a seed of its own that is the same
# again the next time.
seed = 42

# Task 2: let the engines throw POINTS points together: the numbers of all engines must
# add up to POINTS exactly, for any number of engines.
points = POINTS

# Engines load this file for a job, too. What stands below this `if` happens only when
# you run it yourself.
if __name__ == "__main__":
    inside = inside_circle(seed, points)
    estimate = f"pi is about {4 * inside / points:.4f}"
    print(f"engine {engine_id}: {inside} of {points} inside, {estimate}")


# %% As a map/reduce job, in chunks
# Engines are not equally fast. As a job, the work is a list of chunks, and whichever
# engine is free takes the next. Run this with the lens "Run Map/Reduce" above the
# mapper, and look at the timeline.
# Task 3: let inputs() cut POINTS into at least 16 and at most 400 chunks, each a pair
# (seed, points) with a seed of its own. One chunk leaves all other engines idle;
# 400,000 chunks of one point would cost more to hand out than to do.
def inputs():
    return [(1, POINTS)]


def mapper(task):
    seed, points = task
    yield "inside", inside_circle(seed, points)
    yield "points", points


def reducer(key, numbers):
    return sum(numbers)


# %% How much faster can it get?
# Task 4: Amdahl's law. If a part p of the work (0 to 1) can be divided among n engines
# and the rest cannot, the whole takes (1 - p) + p / n of its time on one engine. Let
# amdahl answer the speed-up: how many times faster that is.
def amdahl(parallel_part, engines):
    return engines


# The curve that you would get if 95 % can be divided. Set Number of Engines to
# 1, 2, 4, …, run the job each time, and compare with the speed-up in the panel. More
# engines than cores do not make it faster.
if __name__ == "__main__" and engine_id == 0:
    for engines in (1, 2, 4, 8, 16):
        speedup = amdahl(0.95, engines)
        print(f"{engines:3} engines {'█' * round(2 * speedup)} {speedup:.2f}")
