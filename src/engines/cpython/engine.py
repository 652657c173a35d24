"""One engine: a Python interpreter with a namespace of its own, driven over pipes.

The contract is src/protocol/engineFrames.ts. Only the standard library is used, and little of it: every
import here is paid at each engine's start.
"""

import sys

if sys.version_info < (3, 9):
    sys.exit("Python 3.9 or newer is needed")

from labs_engine.lifeline import hold_lifeline

hold_lifeline(5)

from labs_engine.frames import Frames
from labs_engine.engine import Engine


def main():
    frames = Frames(3, 4)
    start, _ = frames.read()
    Engine(frames, start).serve()


main()
