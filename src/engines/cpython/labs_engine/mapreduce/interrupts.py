"""Work that an interrupt must not cut in two."""

import contextlib
import signal


@contextlib.contextmanager
def undisturbed():
    """Puts an interrupt off until a piece of work is whole."""
    came = []
    before = signal.signal(signal.SIGINT, lambda *_: came.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)
