"""Checks of the lab "The GIL"."""

JOBS = [(low, low + 15_000) for low in range(0, 120_000, 15_000)]
PRIMES_BELOW_120000 = 11_301


def check_threads_are_used(lab):
    """The jobs run in several threads"""
    for engine, used in enumerate(lab.values("threads_used")):
        assert used >= 2, (
            f"Task 1: on engine {engine} one thread did all jobs: let with_threads use ThreadPoolExecutor(threads)."
        )


def check_threads_find_the_same(lab):
    """Threads find the same primes in the same order"""
    for alone, threads in zip(lab.values("in_one_thread"), lab.values("in_threads")):
        assert isinstance(threads, list), "Task 1: pool.map gives the results one by one: make a list of them."
        assert threads == alone, (
            f"Task 1: one thread found {alone}, the pool {threads}: give it every job, and keep what map answers."
        )


def check_gil_is_understood(lab):
    """You know how many threads run at the same moment"""
    for answer in lab.values("at_the_same_moment"):
        assert answer is not None, "Task 2: write a number in place of None."
        assert answer == 1, (
            f"Task 2: not {answer}. A thread needs the GIL to run Python code, and a process has one GIL. "
            "How many cores were busy with four threads?"
        )


def check_engines_share_the_work(lab):
    """Every job is done by exactly one engine"""
    done = sorted(tuple(job) for jobs in lab.values("mine") for job in jobs)
    assert len(done) >= len(JOBS), f"Task 3: only {len(done)} of {len(JOBS)} jobs are done: some belong to no engine."
    assert done == JOBS, (
        f"Task 3: the engines did {len(done)} jobs, but there are {len(JOBS)}: "
        "give each engine its own part, for instance every engine_count-th job from engine_id on."
    )


def check_primes_are_right(lab):
    """Together the engines find all primes"""
    found = sum(sum(counts) for counts in lab.values("counts"))
    assert found == PRIMES_BELOW_120000, (
        f"Together the engines found {found} primes below 120,000; there are {PRIMES_BELOW_120000}."
    )


def check_engines_work_at_the_same_time(lab):
    """Several engines had work at the same time"""
    assert lab.run.engines_at_once >= 2, "Run the file on at least 2 engines: choose Set Number of Engines."
