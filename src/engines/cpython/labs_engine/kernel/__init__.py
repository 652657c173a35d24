"""An engine inside an IPython kernel of an ipyparallel cluster.

A bridge (../../../ipyparallel) ships this package as text and calls `take` through ipyparallel's own `apply`, so
that calls wait in the kernel's queue with those of other clients, and live in the namespace that they all share.
"""

from .engine import forget, take

__all__ = ["forget", "take"]
