"""When and at what cost something ran."""

import os
import time

try:
    # The main thread's time on a core and time ready but without one, in ns (Linux, Documentation/scheduler).
    _SCHEDULE = os.open("/proc/self/schedstat", os.O_RDONLY)
except OSError:
    _SCHEDULE = None


class Stopwatch:
    """Runs from its making."""

    def __init__(self):
        self._waited = _waited()
        self._cpu = time.process_time()
        self._started = time.time()

    def timing(self):
        """The frame's `EngineTiming`: times in ms since the epoch, costs in seconds."""
        return {
            "started": self._started * 1000,
            "completed": time.time() * 1000,
            "cpuSeconds": time.process_time() - self._cpu,
            "waitSeconds": (_waited() - self._waited) / 1e9,
        }


def _waited():
    return 0 if _SCHEDULE is None else int(os.pread(_SCHEDULE, 64, 0).split()[1])
