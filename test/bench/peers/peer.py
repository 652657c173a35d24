"""How the Python peers of a benchmark talk with it: see ../pythonPeer.ts.

The benchmark writes a line for each repetition, holding how many times the work is to be measured; the answer is a
line with the times in seconds. When the benchmark ends, however it ends, the peer cleans up and ends, too.
"""

import importlib
import json
import os
import queue
import signal
import sys
import threading
import time

#: How long a peer may take to clean up, in seconds.
END_GRACE = 20


def serve(works, package=None):
    """Measures `works[argv[1]]`, a context manager of the parameters in argv[2], which gives a function to time.

    A float that the function returns is the time in place of how long it took.
    """
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what packages print must not mix with the answers
    try:
        version = importlib.import_module(package).__version__ if package else None
    except ImportError:
        print(json.dumps({"missing": f"{package} is not installed"}), file=answers)
        return
    requests = queue.SimpleQueue()
    threading.Thread(target=listen, args=(requests,), daemon=True).start()
    try:
        with works[sys.argv[1]](**json.loads(sys.argv[2])) as work:
            print(json.dumps({"version": version}), file=answers)
            for line in iter(requests.get, ""):
                print(json.dumps([timed(work) for _ in range(int(line))]), file=answers)
    except KeyboardInterrupt:
        pass


def timed(work):
    started = time.perf_counter()
    own = work()
    return own if isinstance(own, float) else time.perf_counter() - started


def listen(requests):
    for line in sys.stdin:
        requests.put(line)
    requests.put("")
    os.kill(os.getpid(), signal.SIGINT)  # wakes the work from whatever it waits for
    time.sleep(END_GRACE)
    os.killpg(0, signal.SIGKILL)
