"""An engine ends when its host does, however the host ends, and all that it started ends with it."""

import atexit
import os
import sys


def hold_lifeline(fd):
    """Ends this process group when the other end of `fd` closes, also when the host was killed.

    On Linux the kernel does it, so that even C code that keeps the GIL cannot outlive the host: the pipe's
    closing raises SIGKILL for the whole group (fcntl(2), F_SETSIG). Elsewhere a thread waits for the closing.
    """
    os.set_inheritable(fd, False)
    # A broken output pipe may end this process before the lifeline does; registered first, this runs last.
    atexit.register(_end_group, os.getpid())
    if sys.platform == "linux":
        import fcntl

        fcntl.fcntl(fd, 10, 9)  # F_SETSIG is 10 and SIGKILL 9 on every Linux; Python 3.9 names neither here
        fcntl.fcntl(fd, fcntl.F_SETOWN, -os.getpid())
        fcntl.fcntl(fd, fcntl.F_SETFL, fcntl.fcntl(fd, fcntl.F_GETFL) | os.O_ASYNC)
    else:
        import _thread

        _thread.start_new_thread(_watch, (fd,))


def _watch(fd):
    import _thread

    while os.read(fd, 1):
        _thread.interrupt_main()
    _end_group(os.getpid())
    os._exit(1)


def _end_group(leader):
    """Kills the group that `leader` leads; nothing in a forked child, which only shares it."""
    if hasattr(os, "killpg") and os.getpid() == leader == os.getpgrp():
        os.killpg(leader, 9)
