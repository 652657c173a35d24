"""Cells that speak to a cluster: an engine whose code runs in IPython, beside a client of ipyparallel.

Everything here needs the user's IPython and ipyparallel; nothing here is imported by an ordinary engine.
"""

from .engine import ClientEngine

__all__ = ["ClientEngine"]
