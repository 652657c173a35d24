"""One job on one engine: what it holds between the steps, and the steps themselves."""

import os
from collections import defaultdict
from itertools import chain, islice

from . import mrjob_standin
from .collect import FOLDS, group, is_exact, size_of
from .functions import Functions, key_shown, spread_names
from .interrupts import undisturbed
from .keys import FOLDED
from .lost import OWN_FINDINGS, JobUnknown, TaskFailure, storing
from .places import PlacedRows, first_places
from .results import Rows, best_rows, write_rows
from .runs import merge, read_run, sorted_items, write_run

#: Pairs of a file or an item that are taken at a time.
_PAIRS = 1 << 16
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
    with storing(job.folder):
        return {"map": job.map, "shuffle": job.shuffle, "reduce": job.reduce, "collect": job.collect}[step](args)


class _Mapped:
    """What one split gave: totals of a plain fold or lists of values by key, and what of it is in files already."""

    def __init__(self, number):
        self.number = number
        self.totals = None
        self.lists = None
        self.runs = []
        #: Keys that came before those of `lists`.
        self.placed = 0


class Job:
    """Map results are held in memory until they are as many bytes as `memory`, or until `shuffle` asks for them.

    What a mapper gives in one split is put to the rest only when the next step says that it counts: a split that failed
    can be given to any engine again, and one that takes too long to a second engine.
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
        self.folder = args["folder"]
        self._top = args.get("top") or 0
        self._in_job_order = args["spec"]["order"] == "job"
        self._fold = None if self._in_job_order else self.functions.fold
        self._mapped = None
        self._totals = {}
        #: Lists of values by split, whose order the reducer sees.
        self._held = []
        self._held_size = 0
        self._runs = []
        self._spills = 0
        self._files = 0

    def map(self, args):
        """Maps one split."""
        self._settle(args["keep"])
        split = args["split"]
        try:
            return self._folded(split) or self._grouped(split)
        except (TaskFailure, *OWN_FINDINGS):
            raise
        except Exception as error:
            found = self.functions.locate(split)
            if found is None:
                raise
            raise TaskFailure(*found) from error

    def _folded(self, split):
        """Folds values at once; None when they are not of the kind for which that changes nothing."""
        if self._fold is None:
            return None
        fold, _ = FOLDS[self._fold]
        counted, mapped, totals = {"records": 0, "skipped": 0}, _Mapped(split["number"]), {}
        try:
            for answers in self._answers(split, counted, self._fold):
                if size_of(totals, False) > self._memory and is_exact(self._fold, totals):
                    mapped.runs += self._write(totals, [])
                    totals = {}
                fold(answers, totals)
        except TypeError:
            return None  # a value that cannot be added, say: the reducer itself is to raise that
        if not is_exact(self._fold, totals) or not FOLDED.issuperset(map(type, totals)):
            self._fold = None
            return None
        mapped.totals = totals
        self._mapped = mapped
        return counted

    def _grouped(self, split):
        counted, mapped = {"records": 0, "skipped": 0}, _Mapped(split["number"])
        mapped.lists = defaultdict(list)
        for answers in self._answers(split, counted, None):
            if size_of(mapped.lists, True) > self._memory:
                self._combine(mapped.lists)
                mapped.runs += self._write({}, [mapped])
                mapped.placed += len(mapped.lists)
                mapped.lists = defaultdict(list)
            group(answers, mapped.lists)
        self._combine(mapped.lists)
        self._mapped = mapped
        return counted

    def _combine(self, lists):
        if self.functions.combiner:
            for key, values in lists.items():
                if len(values) > 1:
                    lists[key] = self._named(self.functions.combined, key, values)

    def _answers(self, split, counted, fold):
        """What the mapper answers, as iterables of iterables of pairs, each so much that it fits in memory."""
        functions = self.functions
        for _, columns, records, skipped in functions.batches(split):
            counted["records"] += records
            counted["skipped"] += skipped
            answers = functions.answers(columns)
            if functions.partition is not None:
                # The blog post's Partition takes the list of all that mappers returned.
                groups = functions.partition(list(answers))
                yield [functions.regrouped(groups, fold)]
            elif "end" in split and "path" in split:
                yield answers
            else:  # one item, or one file, may give pairs without end
                pairs = chain.from_iterable(answers)
                while True:
                    some = list(islice(pairs, _PAIRS))
                    if not some:
                        break
                    yield [some]

    def _settle(self, keep):
        """Puts what was mapped last to the rest if its split is the one to keep, and forgets it otherwise."""
        with undisturbed():
            mapped, self._mapped = self._mapped, None
            if mapped is not None and mapped.number == keep:
                self._hold(mapped)
        if size_of(self._totals, False) + self._held_size > self._memory:
            self._spill()
            self._spills += 1

    def _hold(self, mapped):
        self._runs += mapped.runs
        self._spills += len({run["file"] for run in mapped.runs})
        if mapped.totals is not None:
            if not self._totals:
                self._totals = mapped.totals
                return
            _, put_together = FOLDS[self.functions.fold]
            try:
                put_together([mapped.totals.items()], self._totals)
                return
            except TypeError:  # the reducer is to find out, and to name the key
                values = self.functions.as_values
                mapped.lists = {key: values(key, total) for key, total in mapped.totals.items()}
        self._held.append(mapped)
        self._held_size += size_of(mapped.lists, True)

    def shuffle(self, args):
        """Writes what is held; tells all runs of this engine, as {file, split, holds, parts: [[offset, length, entries]]}."""
        self._settle(args["keep"])
        if self._totals or self._held:
            self._spill()
        runs, self._runs = self._runs, []
        spills, self._spills = self._spills, 0
        return {"runs": runs, "spills": spills}

    def _spill(self):
        runs = self._write(self._totals, self._held)
        with undisturbed():
            self._runs += runs
            self._totals, self._held, self._held_size = {}, [], 0

    def _write(self, totals, held):
        """Writes totals and the lists of splits, sorted, to a file of this engine; tells its runs."""
        self._files += 1
        path = os.path.join(self.folder, f"map-{os.getpid()}-{self._files}")
        runs = []

        def write(file, split, holds, items):
            parts = write_run(file, items, self._partition, self._partitions, holds == "lists")
            runs.append({"file": path, "split": split, "holds": holds, "parts": parts})

        with open(path, "wb", buffering=1 << 18) as file:
            if totals:
                write(file, -1, "partials", sorted_items(totals))
            for mapped in held:
                items = sorted_items(mapped.lists)
                write(file, mapped.number, "lists", items)
                if self._in_job_order:
                    places = first_places(mapped.number, mapped.placed, mapped.lists)
                    write(file, mapped.number, "places", [(key, places[key]) for key, _ in items])
        return runs

    def reduce(self, args):
        """Reduces one partition from all its runs."""
        return self._reduced_in_job_order(args) if self._in_job_order else self._reduced(args)

    def _reduced(self, args):
        rows = Rows(args["result"], self._top)
        keys = 0
        for key, values in self._groups(args, "lists", "partials"):
            keys += 1
            rows.add(self._named(self.functions.reduced, key, values))
        return {"keys": keys, **rows.close()}

    def _reduced_in_job_order(self, args):
        rows = PlacedRows(args["result"], self._top)
        keys = 0
        for (key, values), (_, places) in zip(self._groups(args, "lists"), self._groups(args, "places")):
            keys += 1
            rows.add(min(places), self._named(self.functions.reduced, key, values))
        return {"keys": keys, **rows.close()}

    def _groups(self, args, *kinds):
        """The keys of the runs of some kinds with all their values, in order."""
        return _groups(merge([self._values_of(run) for run in args["runs"] if run["holds"] in kinds]))

    def _values_of(self, run):
        """The blocks of a run with a list of values beside each key, as the reducer is to get them."""
        blocks = read_run(run["file"], *run["part"][:2])
        if run["holds"] == "lists":
            return blocks
        if run["holds"] == "places":
            return ((keys, [[place] for place in places]) for keys, places in blocks)
        return ((keys, list(map(self.functions.as_values, keys, values))) for keys, values in blocks)

    def _named(self, function, key, values):
        try:
            return function(key, values)
        except Exception as error:
            raise TaskFailure(error, key_shown(key)) from error

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
