"""Checks of the lab "Shared state and races"."""

PROCESSES = 4
TIMES = 200
ALL = PROCESSES * TIMES


def check_pool_maps(lab):
    """A pool of processes computes squares"""
    for squares in lab.values("squares"):
        assert squares == [base * base for base in range(10)], (
            f"Task 1: squares is {squares}: give pool.map the function partial(power, exponent=2) and range(10)."
        )


def check_globals_are_not_shared(lab):
    """You know what becomes of a global name"""
    for answer, counter in zip(lab.values("counter_here"), lab.values("counter")):
        assert answer is not None, "Task 2: write a number in place of None."
        assert answer == counter, (
            f"Task 2: it is not {answer}. Each process of the pool has a `counter` of its own; "
            "what does the cell print for the one here?"
        )


def check_lock_keeps_every_count(lab):
    """With a lock, no count is lost"""
    for locked in lab.values("locked"):
        assert locked == ALL, (
            f"Task 3: {ALL - locked} of {ALL} counts are lost: reading, adding and writing "
            "belong together in one `with total.get_lock():` block."
        )


def check_slots_are_separate(lab):
    """Each process counts in its own slot"""
    for slots in lab.values("slots"):
        assert slots == [TIMES] * PROCESSES, (
            f"Task 4: the slots are {slots}, but each should be {TIMES}: count in slots[process]."
        )


def check_nothing_shared(lab):
    """Without shared state, the counts add up"""
    for alone in lab.values("alone"):
        assert sum(alone) == ALL, f"Task 5: the counts are {alone}, but each should be {TIMES}: count, then return the count."
    assert lab.call("count_alone", 7) == 7, "Task 5: count_alone(7) is not 7: count as often as `times` says."


def check_race_is_real(lab):
    """The race is still there to compare with"""
    for careless in lab.values("careless"):
        assert 0 < careless < ALL, (
            f"Without a lock, {careless} of {ALL} counts were kept: leave count_carelessly as it was."
        )
