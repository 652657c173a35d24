"""An engine inside an IPython kernel of an ipyparallel cluster.

A bridge (../../../ipyparallel) ships this package as text and calls `taker` through ipyparallel's own `apply`, so
that calls wait in the kernel's queue with those of other clients, and live in the namespace that they all share.
"""

from .engine import forget, taker

__all__ = ["forget", "taker"]
