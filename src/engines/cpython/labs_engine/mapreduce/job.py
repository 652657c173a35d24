"""One job on one engine: what it holds between the steps, and the steps themselves."""

import os
from collections import defaultdict

from . import mrjob_standin
from .collect import FOLDS, group, is_exact, size_of
from .functions import Functions, spread_names
from .lost import JobUnknown, TaskFailure
from .results import Rows, best_rows, write_rows
from .runs import merge, read_run, sorted_items, write_run

_KEY_SHOWN = 100
_jobs = {}


def run_step(step, args, namespace):
    """Does one step of src/protocol/jobSteps.ts and gives its answer, which is plain data."""
    if step == "load":
        _jobs[args["job"]] = job = Job(args, namespace)
        return {"items": len(job.functions.items) if job.functions.items is not None else None}
    if step == "forget":
        _jobs.pop(args["job"], None)
        return {}
    job = _jobs.get(args["job"])
    if job is None:
        raise JobUnknown("the job is not loaded on this engine")
    return {"map": job.map, "shuffle": job.shuffle, "reduce": job.reduce, "collect": job.collect}[step](args)


class Job:
    """Map results are held in memory until they are as many bytes as `memory`, or until `shuffle` asks for them.

    What a mapper gives in one split is put to the rest only when the split is done, so that a split that failed can
    be given to any engine again.
    """

    def __init__(self, args, namespace):
        source = args["source"]
        mrjob_standin.install()
        namespace.execute(source["code"], source["filename"], source["firstLine"], False)
        spread_names()
        self.functions = Functions(args["spec"], source["code"], namespace.names)
        self._partitions = args["partitions"]
        self._partition = self.functions.partitioner(self._partitions)
        self._memory = args["memory"]
        self._path = os.path.join(args["folder"], f"map-{os.getpid()}")
        self._top = args.get("top") or 0
        self._fold = self.functions.fold
        self._totals = {}
        #: Lists of values by split, whose order the reducer sees.
        self._lists = []
        self._lists_size = 0
        self._runs = []
        self._spills = 0
        self._files = 0

    def map(self, args):
        """Maps one split."""
        split, counted = args["split"], {"records": 0, "skipped": 0}
        try:
            done = self._fold and self._try_fold(split, counted)
            if not done:
                counted.update(records=0, skipped=0)
                self._group(split, counted)
        except TaskFailure:
            raise
        except Exception as error:
            found = self.functions.locate(split)
            if found is None:
                raise
            raise TaskFailure(*found) from error
        spilled = self._spills
        if size_of(self._totals, False) + self._lists_size > self._memory:
            self._spill()
        return {**counted, "spills": self._spills - spilled}

    def _try_fold(self, split, counted):
        """Folds values at once; False when they are not of the kind for which that changes nothing."""
        fold, put_together = FOLDS[self._fold]
        totals = {}
        try:
            for answers in self._answers(split, counted, self._fold):
                fold(answers, totals)
        except TypeError:
            return False  # a value that cannot be added, say: the reducer itself is to raise that
        if not is_exact(self._fold, totals):
            self._fold = None
            return False
        if self._totals:
            put_together([totals.items()], self._totals)
        else:
            self._totals = totals
        return True

    def _group(self, split, counted):
        lists = defaultdict(list)
        for answers in self._answers(split, counted, None):
            group(answers, lists)
        if self.functions.combiner:
            for key, values in lists.items():
                if len(values) > 1:
                    lists[key] = self._named(self.functions.combined, key, values)
        self._lists.append((split["number"], lists))
        self._lists_size += size_of(lists, True)

    def _answers(self, split, counted, fold):
        functions = self.functions
        for _, columns, records, skipped in functions.batches(split):
            counted["records"] += records
            counted["skipped"] += skipped
            answers = functions.answers(columns)
            if functions.partition is None:
                yield answers
                continue
            # The blog post's Partition takes the list of all that mappers returned.
            groups = functions.partition(list(answers))
            yield [functions.regrouped(groups, fold)]

    def shuffle(self, _args):
        """Writes what is held; tells all runs of this engine, as {file, split, parts: [[offset, length, entries]]}."""
        if self._totals or self._lists:
            self._spill()
        runs, self._runs = self._runs, []
        self._spills = 0
        return {"runs": runs}

    def _spill(self):
        """Appends to this engine's file what is held in memory, sorted."""
        self._files += 1
        path = f"{self._path}-{self._files}"
        kept = []
        with open(path, "wb", buffering=1 << 18) as file:
            totals, self._totals = self._totals, {}
            if totals:
                parts = write_run(file, sorted_items(totals), self._partition, self._partitions, False)
                kept.append({"file": path, "split": -1, "lists": False, "parts": parts})
            held, self._lists, self._lists_size = self._lists, [], 0
            for number, lists in held:
                parts = write_run(file, sorted_items(lists), self._partition, self._partitions, True)
                kept.append({"file": path, "split": number, "lists": True, "parts": parts})
        self._runs += kept
        self._spills += 1

    def reduce(self, args):
        """Reduces one partition from all its runs."""
        rows = Rows(args["result"], self._top)
        runs = [self._values_of(run) for run in args["runs"]]
        keys = 0
        for key, values in _groups(merge(runs)):
            keys += 1
            rows.add(self._named(self.functions.reduced, key, values))
        return {"keys": keys, **rows.close()}

    def _values_of(self, run):
        """The blocks of a run with a list of values beside each key, as the reducer is to get them."""
        blocks = read_run(run["file"], *run["part"][:2])
        if run["lists"]:
            return blocks
        return ((keys, list(map(self.functions.as_values, keys, values))) for keys, values in blocks)

    def _named(self, function, key, values):
        try:
            return function(key, values)
        except Exception as error:
            shown = repr(key)
            shown = shown if len(shown) <= _KEY_SHOWN else shown[:_KEY_SHOWN] + "…"
            raise TaskFailure(error, f"key {shown}") from error

    def collect(self, args):
        """Puts the partitions' rows together in one file with a row a line."""
        size = write_rows(args["result"], args["parts"])
        return {"size": size, "top": best_rows(args["parts"], self._top)}


def _groups(blocks):
    """The keys of a merged run with all their values."""
    key, values, any_yet = None, None, False
    for keys, lists in blocks:
        for other, more in zip(keys, lists):
            if any_yet and other == key:
                values.extend(more)
            else:
                if any_yet:
                    yield key, values
                key, values, any_yet = other, more, True
    if any_yet:
        yield key, values
