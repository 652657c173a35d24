"""Runs a module of a local cluster that ends with the bridge that started it, with all that it started.

`guarded.py FIFO MODULE ARGUMENT…`: the bridge holds the other end of the named pipe.
"""

import os
import runpy
import sys

from labs_engine.lifeline import hold_lifeline


def reading_end(path):
    """An end of the pipe. To open it waits for nobody: a bridge that has ended would be waited for without end."""
    try:
        return os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        sys.exit(1)  # the bridge has ended, and its folder was removed


def has_bridge(path):
    """Whether somebody has the pipe's other end, into which nothing is ever written."""
    fd = reading_end(path)
    try:
        return os.read(fd, 1) != b""
    except BlockingIOError:
        return True
    finally:
        os.close(fd)


def keep_nanny():
    """Has the nanny of an engine end with it. In a session of its own, as ipyparallel starts it, it would outlive a bridge
    that ends: it tries for 3 s to tell a controller that has ended, too."""
    from ipyparallel.engine import nanny

    popen = nanny.Popen
    nanny.Popen = lambda command, **options: popen(command, **{**options, "start_new_session": False})


fifo = sys.argv[1]
lifeline = reading_end(fifo)
os.set_blocking(lifeline, True)
hold_lifeline(lifeline)
# Its end is noticed from here on; it may have come before.
if not has_bridge(fifo):
    sys.exit(1)

# A process of ours has no use for this folder's modules.
sys.path[0] = ""
module = sys.argv[2]
sys.argv[:3] = [module]
if module == "ipyparallel.engine":
    keep_nanny()
runpy.run_module(module, run_name="__main__", alter_sys=True)
