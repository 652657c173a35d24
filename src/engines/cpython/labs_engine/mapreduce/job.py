"""One job on one engine: what it holds between the steps, and the steps themselves."""

from collections import defaultdict
from itertools import chain, islice

from . import mrjob_standin
from .collect import FOLDS, group, is_exact
from .functions import Functions, spread_names
from .garbage import seldom_collecting
from .held import Held, Mapped
from .interrupts import undisturbed
from .keys import FOLDED
from .lost import OWN_FINDINGS, JobUnknown, KeyOrderError, TaskFailure, storing
from .map_files import MapFiles, discard, spills_of
from .places import first_places
from .reducing import Reduction
from .results import best_rows, write_rows
from .sizes import Meter

#: Pairs between two looks at how much memory they take, and pairs whose size is looked at.
_STEP = 1 << 14
_SAMPLE = 16
#: Values of a key in one split that are worth a call of the combiner while there is memory.
_WORTH_COMBINING = 16

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
    if job is None or not job.is_whole:
        raise JobUnknown("the job is not loaded on this engine, or an error left it in pieces")
    steps = {"map": job.map, "shuffle": job.shuffle, "reduce": job.reduce, "collect": job.collect}
    with seldom_collecting(), storing(job.folder):
        return steps[step](args)


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
        self._memory = args["memory"]
        self.folder = args["folder"]
        self._files = MapFiles(self.folder, args["partitions"], self.functions.partitioner)
        self._top = args.get("top") or 0
        self._in_job_order = args["spec"]["order"] == "job"
        self._fold = None if self._in_job_order else self.functions.fold
        #: Types of the results of the fold so far.
        self._kinds = set()
        self._mapped = None
        #: Whether what is held is of whole splits; if not, they are to be mapped again, as after the engine's death.
        self.is_whole = True
        self._spills = 0
        self._runs = []
        self._held = Held(self.functions, self._in_job_order)

    def map(self, args):
        """Maps one split."""
        self._settle(args["keep"])
        split, counted = args["split"], {"records": 0, "skipped": 0}
        mapped = Mapped(split["number"])
        try:
            if not (self._fold and self._try_fold(split, counted, mapped)):
                discard(mapped.runs)
                counted.update(records=0, skipped=0)
                self._group(split, counted, mapped)
        except BaseException as error:
            discard(mapped.runs)
            if isinstance(error, (TaskFailure, *OWN_FINDINGS)) or not isinstance(error, Exception):
                raise
            found = self.functions.locate(split)
            if found is None:
                raise
            raise TaskFailure(*found) from error
        self._mapped = mapped
        return counted

    def _try_fold(self, split, counted, mapped):
        """Folds values at once; False when they are not of the kind for which that changes nothing."""
        fold, _ = FOLDS[self._fold]
        kinds = set(self._kinds)
        mapped.entries = totals = {}
        mapped.meter = meter = Meter(totals, False)
        try:
            for _ in self._full(fold, split, counted, self._fold, meter):
                kinds.update(map(type, totals.values()))
                if not is_exact(self._fold, kinds) or not FOLDED.issuperset(map(type, totals)):
                    break
                self._make_room()
                if 2 * meter.size < self._memory:
                    continue
                mapped.runs.append(self._files.write(totals, "partials"))
                meter.clear()
        except KeyOrderError:
            raise
        except TypeError:
            return False  # a value that cannot be added, say: the reducer itself is to raise that
        kinds.update(map(type, totals.values()))
        if not is_exact(self._fold, kinds) or not FOLDED.issuperset(map(type, totals)):
            self._fold = None
            return False
        self._kinds = kinds
        return True

    def _group(self, split, counted, mapped):
        """Lists the values by key."""
        number = split["number"]
        mapped.lists = True
        mapped.entries = lists = defaultdict(list)
        mapped.meter = meter = Meter(lists, True)
        for _ in self._full(group, split, counted, None, meter):
            if self.functions.combiner:
                self._combine(lists, meter, 2)
                if 2 * (self._held.size + meter.size) < self._memory:
                    continue
            self._make_room()
            if 2 * meter.size < self._memory:
                continue
            if self._in_job_order:
                mapped.runs.append(self._files.write(first_places(number, mapped.placed, lists), "places"))
                mapped.placed += len(lists)
            entries = {key: (number, len(values), *values) for key, values in lists.items()}
            lists.clear()
            mapped.runs.append(self._files.write(entries, "lists"))
            meter.clear()
        if self.functions.combiner:
            self._combine(lists, meter, _WORTH_COMBINING)
        meter.recount()

    def _settle(self, keep):
        """Puts what was mapped last to the rest if its split is the one to keep, and forgets it otherwise."""
        mapped = self._mapped
        if mapped is None or mapped.number != keep:
            self._mapped = None
            if mapped is not None:
                discard(mapped.runs)
            return
        # A run has the values of each key in the order of the splits.
        in_order = not mapped.lists or mapped.number > self._held.last_split
        self._make_room(mapped.meter.size if in_order else None)
        with undisturbed():
            self._mapped = None
            self.is_whole = False
            self._runs += mapped.runs
            self._spills += spills_of(mapped.runs)
            self._held.put(mapped)
            self.is_whole = True

    def _combine(self, lists, meter, least):
        """Has the combiner make fewer of a key's values where they are `least` or more."""
        combined = self.functions.combined
        for key, values in lists.items():
            if len(values) >= least:
                lists[key] = self.functions.named(combined, key, values)
        meter.resample()

    def _full(self, collect, split, counted, fold, meter):
        """Collects a split's pairs in the meter's dictionary, and yields whenever memory is full."""
        entries = meter.entries
        for pairs in self._pairs(split, counted, fold):
            while sample := [(key, value) for key, value in islice(pairs, _SAMPLE)]:
                collect(sample, entries)
                collect(islice(pairs, _STEP), entries)
                meter.look(sample, _SAMPLE + _STEP)
                if self._held.size + meter.size > self._memory:
                    meter.recount()
                    if self._held.size + meter.size > self._memory:
                        yield

    def _pairs(self, split, counted, fold):
        """The pairs of a split, in iterators one after the other."""
        functions = self.functions
        for _, columns, records, skipped in functions.batches(split):
            counted["records"] += records
            counted["skipped"] += skipped
            answers = functions.answers(columns)
            if functions.partition is None:
                yield chain.from_iterable(answers)
                continue
            # The blog post's Partition takes the list of all that mappers returned.
            yield functions.regrouped(functions.partition(list(answers)), fold)

    def shuffle(self, args):
        """Writes what is held; tells all runs of this engine, as {file, split, holds, parts}."""
        self._settle(args["keep"])
        spills, self._spills = self._spills, 0
        self._spill()
        runs, self._runs = self._runs, []
        self._spills = 0
        return {"runs": runs, "spills": spills}

    def _make_room(self, size=None):
        """Spills what is held where `size` bytes more would be too many, or in any case."""
        if self._held.size and (size is None or self._held.size + size > self._memory):
            self._spill()

    def _spill(self):
        """Writes what is held in memory; it is held until all of it is written."""
        runs = self._held.written(self._files)
        with undisturbed():
            self._runs += runs
            self._spills += spills_of(runs)
            self._held.clear()

    def reduce(self, args):
        """Reduces one partition from all its runs."""
        return Reduction(self.functions, self._memory, self._top).of(args["runs"], args["result"], self._in_job_order)

    def collect(self, args):
        """Puts the partitions' rows together in one file with a row a line."""
        size = write_rows(args["result"], args["parts"])
        return {"size": size, "top": best_rows(args["parts"], self._top)}
