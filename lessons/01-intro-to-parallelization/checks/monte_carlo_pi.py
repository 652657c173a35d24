"""Checks of the lab "Monte Carlo pi"."""

import math

POINTS = 400_000


def far_from_pi(inside, points):
    """How far an estimate is from pi, in standard deviations."""
    deviation = 4 * math.sqrt(math.pi / 4 * (1 - math.pi / 4) / points)
    return abs(4 * inside / points - math.pi) / deviation


def check_several_engines_at_once(lab):
    """Several engines had work at the same time"""
    assert lab.run.engines_at_once >= 2, "Run the file on at least 2 engines: choose Set Number of Engines."


def check_seeds_differ(lab):
    """Every engine throws points of its own"""
    seeds = lab.values("seed")
    assert len(set(seeds)) == len(seeds), (
        f"Task 1: the seeds are {seeds}: engines with the same seed throw the same points, "
        "and the estimate gets no better. Use engine_id in the seed."
    )


def check_results_can_be_repeated(lab):
    """The same seed gives the same result again"""
    seed, points, inside = (lab.values(name)[0] for name in ("seed", "points", "inside"))
    assert lab.call("inside_circle", seed, points) == inside, (
        f"With seed {seed}, engine 0 counted {inside} the first time and something else the second: "
        "draw from random.Random(seed) only."
    )


def check_points_add_up(lab):
    """The engines' shares add up to all points"""
    shares = lab.values("points")
    assert sum(shares) == POINTS, (
        f"Task 2: {' + '.join(map(str, shares))} is {sum(shares)}, not {POINTS}: divide POINTS by engine_count, "
        "and give what is left over to the first engines."
    )
    assert max(shares) - min(shares) <= 1, f"Task 2: the shares {shares} are not equal: nobody should wait for one."


def check_estimate(lab):
    """All engines together estimate pi"""
    inside, points = sum(lab.values("inside")), sum(lab.values("points"))
    assert far_from_pi(inside, points) < 5, (
        f"Together the engines say {4 * inside / points:.4f}, which is too far from pi to be chance: "
        "count points with x² + y² < 1."
    )


def check_chunks(lab):
    """The job has enough chunks, and not too many"""
    chunks = lab.call("inputs")
    assert len(chunks) >= 16, (
        f"Task 3: {len(chunks)} chunks for all engines: some stay idle or wait for the last. Cut POINTS into 16 or more."
    )
    assert len(chunks) <= 400, f"Task 3: {len(chunks)} chunks are so small that handing them out takes the time: 400 at most."
    total = sum(points for _, points in chunks)
    assert total == POINTS, f"Task 3: the chunks have {total} points together, not {POINTS}."
    assert len({seed for seed, _ in chunks}) == len(chunks), "Task 3: two chunks have the same seed, so the same points."


def check_job_agrees_with_serial(lab):
    """The job finds on all engines what it finds on one"""
    job = lab.job()
    assert job.rows.get("points") == POINTS, f"The job threw {job.rows.get('points')} points, not {POINTS}: see Task 3."
    assert far_from_pi(job.rows["inside"], POINTS) < 5, (
        f"The job says {4 * job.rows['inside'] / POINTS:.4f}, which is too far from pi to be chance."
    )
    assert job.rows == job.serial(), (
        "On one engine the job finds something else: a chunk's result may depend on its seed and points, nothing else."
    )


def check_amdahl(lab):
    """Amdahl's law is right"""
    for part, engines, speedup in ((1, 8, 8), (0, 8, 1), (0.5, 2, 4 / 3), (0.9, 1000, 9.91), (0.95, 16, 9.14)):
        answer = lab.call("amdahl", part, engines)
        assert abs(answer - speedup) < 0.01, (
            f"Task 4: if {part:.0%} can be divided among {engines} engines, the speed-up is {speedup:.2f}, "
            f"not {answer:.2f}: 1 / ((1 - p) + p / n)."
        )
