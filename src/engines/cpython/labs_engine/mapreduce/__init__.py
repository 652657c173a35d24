"""Map/reduce jobs on one engine: the steps that src/protocol/jobSteps.ts names. Standard library only."""

from .job import run_step
from .lost import TaskFailure

__all__ = ["TaskFailure", "run_step"]
