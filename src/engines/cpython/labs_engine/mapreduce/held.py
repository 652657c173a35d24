"""What an engine mapped and holds in memory: of one split, and of all whose results count."""

from .collect import FOLDS
from .map_files import discard
from .places import first_places
from .sizes import PLACE, Meter


class Mapped:
    """What one split gave: totals of a plain fold or lists of values by key, and what of it is in files already."""

    def __init__(self, number):
        self.number = number
        self.entries = {}
        self.meter = None
        self.lists = False
        self.runs = []
        #: Keys that are in `runs`.
        self.placed = 0


class Held:
    """The results of whole splits, until they are written."""

    def __init__(self, functions, in_job_order):
        self._functions = functions
        self._in_job_order = in_job_order
        self.clear()

    def clear(self):
        """Nothing is held."""
        self._totals = {}
        self._totals_meter = Meter(self._totals, False)
        #: Entries by key, as runs have them; a tuple where there is but one split's.
        self._entries = {}
        self._entries_size = 0
        #: For a job with an order of its own, where the keys of the entries came first.
        self._places = {}
        #: The greatest number of a split whose lists are held.
        self.last_split = -1

    @property
    def size(self):
        """About how many bytes are held."""
        return self._totals_meter.size + self._entries_size

    def put(self, mapped):
        """Puts what one split gave to the rest."""
        if mapped.lists:
            self._hold(mapped.number, mapped.entries, mapped.meter, mapped.placed)
        elif self._totals:
            self._fold(mapped)
        else:
            self._totals, self._totals_meter = mapped.entries, mapped.meter

    def _fold(self, mapped):
        _, put_together = FOLDS[self._functions.fold]
        try:
            put_together(iter(mapped.entries.items()), self._totals)
            self._totals_meter.see_keys()
        except TypeError:  # the reducer is to find out, and to name the key
            values = self._functions.as_values
            lists = {key: list(values(key, total)) for key, total in mapped.entries.items()}
            meter = Meter(lists, True)
            meter.see_keys()
            meter.resample()
            self._hold(mapped.number, lists, meter, 0)

    def _hold(self, number, lists, meter, placed):
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
        if self._in_job_order:
            for key, place in first_places(number, placed, lists).items():
                self._places.setdefault(key, place)
        self.last_split = number
        self._entries_size += meter.size_of(len(entries) - before) + 2 * PLACE * len(lists)

    def written(self, files):
        """Runs with all that is held, which goes on to be held: the files are whole or not there."""
        runs = []
        try:
            if self._totals:
                runs.append(files.write(self._totals, "partials"))
            if self._entries:
                runs.append(files.write(self._entries, "lists"))
            if self._places:
                runs.append(files.write(self._places, "places"))
        except BaseException:
            discard(runs)
            raise
        return runs
