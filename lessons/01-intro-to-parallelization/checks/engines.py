"""Checks of the lab "Engines"."""

NUMBERS = list(range(1, 1001))


def check_several_engines(lab):
    """The file ran on more than one engine"""
    used = lab.run.engines_used
    assert used >= 2, f"It ran on {used} engine: choose Set Number of Engines, then 2 or more, and run again."


def check_engines_tell_themselves_apart(lab):
    """Every engine tells its own number and process"""
    for engine, me in enumerate(lab.values("me")):
        told = me["engine"]
        assert told == engine, f"Task 1: engine {engine} says that it is engine {told}: use the name engine_id."
    processes = [me["process"] for me in lab.values("me")]
    assert 0 not in processes, "Task 1: no engine is process 0: ask os.getpid() for the number."
    assert len(set(processes)) == len(processes), (
        "Task 1: two engines tell the same process, but each has its own: call os.getpid() on every engine."
    )


def check_secret_is_known_to_few(lab):
    """You know which engines know a name"""
    knowing = lab.values("knows_secret").count(True)
    for answer in lab.values("how_many_know"):
        assert answer is not None, "Task 2: write a number in place of None."
        assert answer == knowing, (
            f"Task 2: it is not {answer}. Run the cell and count in the panel the engines that show True."
        )


def check_numbers_are_scattered(lab):
    """Each engine has its own block of the numbers"""
    shares = lab.values("mine")
    together = [number for share in shares for number in share]
    assert len(together) >= len(NUMBERS), (
        f"Task 3: the shares have {len(together)} of {len(NUMBERS)} numbers: some belong to no engine. "
        "Does the last share reach the end?"
    )
    assert len(together) == len(NUMBERS), (
        f"Task 3: the shares have {len(together)} numbers, but there are {len(NUMBERS)}: some are on two engines. "
        "Cut a share out with numbers[start:end]."
    )
    assert sorted(together) == NUMBERS, "Task 3: some numbers are on two engines and some on none."
    assert together == NUMBERS, (
        "Task 3: every number is there, but gathered in the order of the engines they are not in their old order: "
        "give each engine one block, not every second number."
    )
    lengths = [len(share) for share in shares]
    assert max(lengths) - min(lengths) <= 1, (
        f"Task 3: the shares are {lengths} long: let share e begin at e * len(numbers) // engine_count."
    )


def check_partial_results_make_the_whole(lab):
    """The partial results add up to the result of the whole"""
    for engine, (share, partial) in enumerate(zip(lab.values("mine"), lab.values("partial"))):
        assert partial == sum(number * number for number in share), (
            f"Task 4: engine {engine} has {partial}, which is not the sum of the squares of its numbers: "
            "add up number * number for every number in mine."
        )
    total, whole = sum(lab.values("partial")), sum(number * number for number in NUMBERS)
    assert total == whole, f"Together the engines have {total}, not {whole}: Task 3 comes first."
