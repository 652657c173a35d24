"""An engine inside an IPython kernel of an ipyparallel cluster.

A bridge (../../../ipyparallel) ships this package as text and calls `taker` and `task_taker` through ipyparallel's own
`apply`, so that calls wait in the kernel's queue with those of other clients, and live in the namespace that they share.
"""

from .engine import forget, task_taker, taker

__all__ = ["forget", "task_taker", "taker"]
