"""What a check is given: a lab that ran on other engines, which the host asks for it."""

import json


class LabError(Exception):
    """What a check asked could not be answered: the lab has no such name, or its code raised."""


class Lab:
    """
    A lab that ran, whole, once on every engine.

    `run` tells of that run: `engines`, `engines_used`, `engines_at_once` (the most that had work at the same time),
    `overlap` (seconds in which at least two engines worked at the same time), `wall`, `serial`, `speedup`, `tasks`,
    `tasks_done`. `results` has a dictionary an engine: `engine`,
    `status`, `stdout`, `stderr`, `value` (the short text of the last expression) and perhaps `error`.
    """

    def __init__(self, facts, ask):
        self._ask = ask
        self.run = Run(facts["run"])
        self.results = facts["results"]

    def values(self, name):
        """What a name of the lab stands for on each engine, in their order. LabError where it is not defined."""
        return self._ask("values", [name], {})

    def call(self, name, *args, **kwargs):
        """What a function of the lab answers, called on the first engine. LabError if it raises."""
        return self._ask("call", [name, *args], kwargs)[0]

    def job(self, name=None, input=None):
        """
        Does a map/reduce job of the lab on all engines.

        `name` is the mapper's, and needed where the lab has several jobs; `input` is a file or glob, or a list of
        them, and needed where the lab names none.
        """
        globs = [input] if isinstance(input, str) else input if input is None else [str(path) for path in input]
        return Job(self._ask("job", [name, globs], {})[0], self._ask)


class Run:
    """What is known of a run; durations in seconds."""

    def __init__(self, facts):
        self.__dict__.update(facts)

    def __repr__(self):
        return f"Run({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


class Job:
    """A map/reduce job that was done: its `counters` (a dictionary), its `run`, its rows."""

    def __init__(self, answer, ask):
        self._answer = answer
        self._ask = ask
        self._pairs = None
        self.counters = answer["counters"]
        self.run = Run(answer["run"])

    @property
    def pairs(self):
        """The results as a list of (key, value), in the job's order."""
        if self._pairs is None:
            self._pairs = _read_rows(self._answer["file"])
        return self._pairs

    @property
    def rows(self):
        """The results as a dictionary from key to value."""
        return dict(self.pairs)

    def serial(self):
        """The same job's results on one engine, as a dictionary from key to value."""
        return dict(_read_rows(self._ask("serial", [self._answer["number"]], {})[0]))


def run_check(check, lab):
    """Calls a check. One that only makes a coroutine or a generator would pass without having looked at anything."""
    answer = check(lab)
    if hasattr(answer, "__await__") or hasattr(answer, "__next__"):
        kind = "async" if hasattr(answer, "__await__") else "a generator"
        getattr(answer, "close", lambda: None)()
        raise TypeError(f"{check.__name__} is {kind}: write it as an ordinary function, with def and without yield")


def _read_rows(file):
    with open(file, encoding="utf-8") as rows:
        return [(_hashable(key), value) for key, value in map(json.loads, rows)]


def _hashable(key):
    """A key as it was on its engine, where no key is a list: JSON has no tuples."""
    return tuple(map(_hashable, key)) if isinstance(key, list) else key
