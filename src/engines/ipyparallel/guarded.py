"""Runs a module of a local cluster that ends with the bridge that started it, with all that it started.

`guarded.py FIFO MODULE ARGUMENT…`: the bridge holds the other end of the named pipe.
"""

import os
import runpy
import sys

from labs_engine.lifeline import hold_lifeline

hold_lifeline(os.open(sys.argv[1], os.O_RDONLY))

# A process of ours has no use for this folder's modules.
sys.path[0] = ""
module = sys.argv[2]
sys.argv[:3] = [module]
runpy.run_module(module, run_name="__main__", alter_sys=True)
