"""Checks of the lab "Load balancing"."""

COSTS = [1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 8, 10, 12, 16, 20]


def check_whoever_is_free(lab):
    """The next task goes to the engine that is free first"""
    for costs, engines, done in (
        ([5, 1, 1, 1, 1, 1], 2, 5),
        ([3, 2, 2, 1], 3, 3),
        ([4, 4, 4], 1, 12),
        (COSTS, 4, 33),
        ([], 2, 0),
    ):
        answer = lab.call("balanced", costs, engines)
        assert answer == done, (
            f"Task 1: tasks of {costs} on {engines} engines are done after {done}, not {answer}: "
            "give each task in turn to the engine with the smallest free_at."
        )


def check_order_keeps_all_tasks(lab):
    """A better order has the same tasks"""
    ordered = lab.call("in_good_order", COSTS)
    assert sorted(ordered) == COSTS, f"Task 2: the order has other tasks than there are: {ordered}."


def check_order_is_good(lab):
    """The long tasks are not left to the end"""
    for engines in (2, 3, 4):
        best = max(sum(COSTS) / engines, max(COSTS))
        ordered = lab.call("in_good_order", COSTS)
        done = finish(ordered, engines)
        assert done <= best * 4 / 3, (
            f"Task 2: in your order, {engines} engines are done after {done} units; {best:.0f} is the least there could be. "
            "Begin with the longest."
        )


def check_items(lab):
    """The job has one item a task, and the engines do them all"""
    job = lab.job()
    items = job.counters["records"]
    assert items == len(COSTS), (
        f"Task 3: the job has {items} item(s) for {len(COSTS)} tasks: a free engine can only take what is an item of its own."
    )
    done = sorted(int(cost) for cost, numbers in job.rows.items() for _ in numbers)
    assert done == COSTS, f"Task 3: the job did tasks of {done}, not of {COSTS}."
    assert job.rows == job.serial(), "On one engine the job finds something else: work_on may depend on its cost only."


def check_longest_item_is_first(lab):
    """The job begins with the longest task"""
    items = lab.call("inputs")
    assert max(items[0]) == max(COSTS) and len(items[0]) == 1, (
        "Task 3: the first item is not the longest task alone: go through in_good_order(COSTS)."
    )


def check_engines_work_at_the_same_time(lab):
    """Several engines had work at the same time"""
    assert lab.run.engines_at_once >= 2, "Run the file on at least 2 engines: choose Set Number of Engines."


def finish(costs, engines):
    """When the last engine is done, if each task in turn goes to the engine that is
    free first.
    """
    free_at = [0] * engines
    for cost in costs:
        free_at[free_at.index(min(free_at))] += cost
    return max(free_at)
