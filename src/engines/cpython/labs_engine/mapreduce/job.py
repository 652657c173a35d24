"""One job on one engine: what it holds between the steps, and the steps themselves."""

import os
from collections import defaultdict
from itertools import chain, islice, repeat

from . import mrjob_standin
from .collect import FOLDS, group, is_exact
from .functions import Functions, spread_names
from .garbage import seldom_collecting
from .long_values import values_of
from .lost import JobUnknown, TaskFailure
from .merging import by_key, folded, merge
from .partition import divided, sorted_keys
from .results import Rows, best_rows, write_rows
from .runs import Chain, read_run, write_entries, write_values
from .sizes import PLACE, Meter

_KEY_SHOWN = 100
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
        raise JobUnknown("the job is not loaded on this engine, or an interrupt left it in pieces")
    steps = {"map": job.map, "shuffle": job.shuffle, "reduce": job.reduce, "collect": job.collect}
    with seldom_collecting():
        return steps[step](args)


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
        self._memory = args["memory"]
        self._path = os.path.join(args["folder"], f"map-{os.getpid()}")
        self._top = args.get("top") or 0
        self._fold = self.functions.fold
        #: Types of the results of the fold so far.
        self._kinds = set()
        #: Whether what is held is of whole splits; if not, they are to be mapped again, as after the engine's death.
        self.is_whole = True
        self._files = 0
        self._spills = 0
        self._runs = []
        self._clear()

    def _clear(self):
        """Nothing is held."""
        self._totals = {}
        self._totals_meter = Meter(self._totals, False)
        #: Entries by key, as runs have them; a tuple where there is but one split's.
        self._entries = {}
        self._entries_size = 0
        self._last_split = -1

    def map(self, args):
        """Maps one split."""
        split, counted = args["split"], {"records": 0, "skipped": 0}
        spilled = self._spills
        runs = []
        try:
            if not (self._fold and self._try_fold(split, counted, runs)):
                self._discard(runs)
                counted.update(records=0, skipped=0)
                self._group(split, counted, runs)
        except BaseException as error:
            self._discard(runs)
            if isinstance(error, TaskFailure) or not isinstance(error, Exception):
                raise
            found = self.functions.locate(split)
            if found is None:
                raise
            raise TaskFailure(*found) from error
        self._runs += runs
        self._spills += len(runs)
        return {**counted, "spills": self._spills - spilled}

    def _try_fold(self, split, counted, runs):
        """Folds values at once; False when they are not of the kind for which that changes nothing."""
        fold, put_together = FOLDS[self._fold]
        totals, kinds = {}, set(self._kinds)
        meter = Meter(totals, False)
        try:
            for _ in self._full(fold, split, counted, self._fold, meter):
                kinds.update(map(type, totals.values()))
                if not is_exact(self._fold, kinds):
                    break
                self._make_room()
                if 2 * meter.size < self._memory:
                    continue
                runs.append(self._write(totals, False))
                meter.clear()
        except TypeError:
            return False  # a value that cannot be added, say: the reducer itself is to raise that
        kinds.update(map(type, totals.values()))
        if not is_exact(self._fold, kinds):
            self._fold = None
            return False
        self._make_room(meter.size)
        self._kinds = kinds
        self.is_whole = False
        if self._totals:
            put_together(iter(totals.items()), self._totals)
            self._totals_meter.see_keys()
        else:
            self._totals, self._totals_meter = totals, meter
        self.is_whole = True
        return True

    def _group(self, split, counted, runs):
        """Lists the values by key."""
        number = split["number"]
        lists = defaultdict(list)
        meter = Meter(lists, True)
        for _ in self._full(group, split, counted, None, meter):
            if self.functions.combiner:
                self._combine(lists, meter, 2)
                if 2 * (self._held + meter.size) < self._memory:
                    continue
            self._make_room()
            if 2 * meter.size < self._memory:
                continue
            entries = {key: (number, len(values), *values) for key, values in lists.items()}
            lists.clear()
            runs.append(self._write(entries, True))
            meter.clear()
        if self.functions.combiner:
            self._combine(lists, meter, _WORTH_COMBINING)
        meter.recount()
        # A run has the values of each key in the order of the splits.
        self._make_room(meter.size if number > self._last_split else None)
        self._last_split = number
        self.is_whole = False
        self._hold(number, lists, meter)
        self.is_whole = True

    def _hold(self, number, lists, meter):
        entries = self._entries
        get, before = entries.get, len(entries)
        for key, values in lists.items():
            entry = get(key)
            if entry is None:
                entries[key] = (number, len(values), *values)  # which needs less memory than a list
                continue
            if type(entry) is tuple:
                entry = entries[key] = list(entry)
            entry += (number, len(values))
            entry += values
        self._entries_size += meter.size_of(len(entries) - before) + 2 * PLACE * len(lists)

    def _combine(self, lists, meter, least):
        """Has the combiner make fewer of a key's values where they are `least` or more."""
        combined = self.functions.combined
        for key, values in lists.items():
            if len(values) >= least:
                lists[key] = self._named(combined, key, values)
        meter.resample()

    def _full(self, collect, split, counted, fold, meter):
        """Collects a split's pairs in the meter's dictionary, and yields whenever memory is full."""
        entries = meter.entries
        for pairs in self._pairs(split, counted, fold):
            while sample := [(key, value) for key, value in islice(pairs, _SAMPLE)]:
                collect(sample, entries)
                collect(islice(pairs, _STEP), entries)
                meter.look(sample, _SAMPLE + _STEP)
                if self._held + meter.size > self._memory:
                    meter.recount()
                    if self._held + meter.size > self._memory:
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

    def shuffle(self, _args):
        """Writes what is held; tells all runs of this engine, as {file, split, lists, parts}."""
        self._spill()
        runs, self._runs = self._runs, []
        self._spills = 0
        return {"runs": runs}

    @property
    def _held(self):
        return self._totals_meter.size + self._entries_size

    def _make_room(self, size=None):
        """Spills what is held where `size` bytes more would be too many, or in any case."""
        if self._held and (size is None or self._held + size > self._memory):
            self._spill()

    def _spill(self):
        """Writes what is held in memory; it is held until all of it is written."""
        runs = []
        try:
            if self._totals:
                runs.append(self._write(self._totals, False))
            if self._entries:
                runs.append(self._write(self._entries, True))
        except BaseException:
            self._discard(runs)
            raise
        self._runs += runs
        self._spills += len(runs)
        self._clear()

    def _write(self, entries, lists):
        """A dictionary as runs in a file of their own, by partition and sorted."""
        self._files += 1
        run = {"file": f"{self._path}-{self._files}", "split": -1, "lists": lists, "parts": []}
        try:
            with open(run["file"], "wb", buffering=1 << 18) as file:
                for keys in divided(sorted_keys(entries), self._partitions, self.functions.partitioner):
                    run["parts"].append((write_entries if lists else write_values)(file, keys, entries))
        except BaseException:
            self._discard([run])
            raise
        return run

    def _discard(self, runs):
        for run in runs:
            if os.path.exists(run["file"]):
                os.unlink(run["file"])
        runs.clear()

    def reduce(self, args):
        """Reduces one partition from all its runs."""
        rows = Rows(args["result"], self._top, self._memory)
        runs = args["runs"]
        keys = 0
        merged = merge([read_run(run["file"], *run["part"][:2]) for run in runs])
        if runs and not any(run["lists"] for run in runs):
            # Only a reducer whose result is the fold itself has partial results, so that it need not be called.
            for some, results in folded(merged, FOLDS[self.functions.fold][1]):
                keys += len(some)
                rows.add(zip(some, results))
        else:
            for key, found in by_key(merged):
                keys += 1
                values = values_of(list(map(self._entry, repeat(key), found)), self._memory)
                rows.add(self._named(self.functions.reduced, key, values))
        return {"keys": keys, **rows.close()}

    def _entry(self, key, found):
        """What stands beside a key in a run, as an entry; a partial result comes before the values of all splits."""
        if isinstance(found, (list, Chain)):
            return found
        values = list(self.functions.as_values(key, found))
        return [-1, len(values), *values]

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
