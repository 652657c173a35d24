"""One engine: a Python interpreter with a namespace of its own, driven over pipes.

The contract is src/protocol/engineFrames.ts. Only the standard library is used, and little of it: every
import here is paid at each engine's start.
"""

import sys

if sys.version_info < (3, 9):
    sys.exit("Python 3.9 or newer is needed")

from labs_engine.lifeline import hold_lifeline

hold_lifeline(5)

from labs_engine.engine import serve

serve(3, 4)
