"""Checks of the lab "The same code on a cluster"."""

import math

NUMBERS = 1_000_000
POINTS = 400_000
CHUNKS = 40


def check_several_engines(lab):
    """The file ran on more than one engine"""
    used = lab.run.engines_used
    assert used >= 2, f"It ran on {used} engine: use a cluster of at least 2, or choose Set Number of Engines."


def check_engines_name_their_node(lab):
    """Every engine names its node"""
    places = lab.values("where")
    for place in places:
        assert place["host"], f"Task 1: engine {place['engine']} names no node: ask socket.gethostname()."
    processes = {(place["host"], place["process"]) for place in places}
    assert len(processes) == len(places), "Task 1: two engines say that they are the same process of the same node."


def check_little_data_moves(lab):
    """A share travels in a few bytes"""
    for engine, size in enumerate(lab.values("bytes_to_move")):
        assert size < 1000, (
            f"Task 2: {size:,} bytes travel to engine {engine}: send range(start, end), not the list of its numbers."
        )


def check_shares_are_complete(lab):
    """Each number is on exactly one engine"""
    found = sum(lab.values("how_many"))
    assert found == NUMBERS, f"Task 2: the shares have {found:,} numbers together, not {NUMBERS:,}."
    whole = NUMBERS * (NUMBERS - 1) // 2
    assert sum(lab.values("checksum")) == whole, "Task 2: some numbers are on two engines, and some on none."


def check_tasks_can_be_repeated(lab):
    """A task that is done twice gives the same result"""
    first, again = lab.call("mapper", 7), lab.call("mapper", 7)
    assert first == again, (
        f"Task 3: task 7 gave {first[0][1]} the first time and {again[0][1]} the second: draw from random.Random(task)."
    )
    assert lab.call("mapper", 8) != first, "Task 3: tasks 7 and 8 draw the same points: let the task be the seed."


def check_job_estimates_pi(lab):
    """The job gives the same on all engines as on one, and it is about pi"""
    job = lab.job()
    assert job.rows == job.serial(), (
        "Task 3: on one engine the job finds something else: a task's result may depend on its number only."
    )
    assert job.counters["records"] == CHUNKS, f"The job did {job.counters['records']} tasks, but there are {CHUNKS}."
    assert job.rows["points"] == POINTS, f"The job threw {job.rows['points']} points, not {POINTS}."
    deviation = 4 * math.sqrt(math.pi / 4 * (1 - math.pi / 4) / POINTS)
    estimate = 4 * job.rows["inside"] / POINTS
    assert abs(estimate - math.pi) < 5 * deviation, f"The job says {estimate:.4f}, too far from pi to be chance."
