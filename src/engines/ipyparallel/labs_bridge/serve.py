"""The bridge from its first word to its last."""

import os
import sys

from labs_engine.frames import Frames

from .requirements import BridgeError, import_ipyparallel


def serve(fd_in, fd_out):
    """Serves one host until it closes its end of `fd_in`."""
    frames = Frames(fd_in, fd_out)
    try:
        request, _ = frames.read()
        import_ipyparallel()
        from .bridge import Bridge  # which needs it

        bridge = Bridge(frames, request)
    except BridgeError as error:
        frames.write({"op": "failed", "code": error.code, "message": str(error)})
        return
    try:
        bridge.serve()
    finally:
        bridge.close()
        # Threads of ipyparallel and ZeroMQ have nothing left to say.
        sys.stdout.flush()
        os._exit(0)
