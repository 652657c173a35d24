"""Processes that code forks from a kernel are no engines, which put a request to end off until their loop turns."""

import os
import signal
import threading

_masks = threading.local()
_is_set = False


def end_at_once():
    """From now on SIGTERM ends forked processes at once; one that comes before they have begun waits until then.

    Else a pool that ends its workers while they start would wait for them for ever.
    """
    global _is_set
    if not _is_set and hasattr(os, "register_at_fork"):
        _is_set = True
        os.register_at_fork(before=_hold, after_in_parent=_release, after_in_child=_begin)


def _hold():
    _masks.before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})


def _begin():
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _release()


def _release():
    signal.pthread_sigmask(signal.SIG_SETMASK, _masks.before)
