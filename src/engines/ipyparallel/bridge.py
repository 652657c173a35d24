"""The bridge between a host and the engines of an ipyparallel cluster; see labs_bridge/bridge.py.

Run by the user's interpreter, whose ipyparallel it uses: that of the cluster, or one that fits it.
"""

import sys

if sys.version_info < (3, 9):
    sys.exit("Python 3.9 or newer is needed")

from labs_engine.lifeline import hold_lifeline

hold_lifeline(5)

from labs_bridge.serve import serve

serve(3, 4)
