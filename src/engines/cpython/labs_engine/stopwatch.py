"""When and at what cost something ran."""

import os
import time


class Stopwatch:
    """Runs from its making. `schedule` is what `open_schedule` gave."""

    def __init__(self, schedule):
        self._schedule = schedule
        self._waited = _waited(schedule)
        self._cpu = time.process_time()
        self._started = time.time()

    def timing(self):
        """The frame's `EngineTiming`: times in ms since the epoch, costs in seconds."""
        return {
            "started": self._started * 1000,
            "completed": time.time() * 1000,
            "cpuSeconds": time.process_time() - self._cpu,
            "waitSeconds": (_waited(self._schedule) - self._waited) / 1e9,
        }


def open_schedule():
    """The kernel's account of this process's main thread: time on a core, and time ready but without one, in ns
    (Linux, Documentation/scheduler/sched-stats). None elsewhere. It stays this process's also after a fork."""
    try:
        return os.open("/proc/self/schedstat", os.O_RDONLY)
    except OSError:
        return None


def _waited(schedule):
    if schedule is None:
        return 0
    try:
        return int(os.pread(schedule, 64, 0).split()[1])
    except OSError:
        return 0  # user code closed it
