"""What the interpreter must have. Imports nothing that it may lack."""

import sys


class BridgeError(Exception):
    """What to tell the user, as a sentence; `code` is stable."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def import_ipyparallel():
    """The package, or how to get it."""
    try:
        import ipyparallel
    except ImportError as error:
        if error.name != "ipyparallel":
            raise BridgeError("engine-start", f"ipyparallel of {sys.executable} does not load: {error}") from error
        raise BridgeError(
            "engine-start",
            f"ipyparallel is not installed for {sys.executable}: install it with "
            f'"{sys.executable} -m pip install ipyparallel", or choose another interpreter',
        ) from error
    version = tuple(int(part) for part in ipyparallel.__version__.split(".")[:2] if part.isdigit())
    if version < (7, 1):
        raise BridgeError(
            "engine-start",
            f"ipyparallel {ipyparallel.__version__} of {sys.executable} is too old: get 7.1 or newer with "
            f'"{sys.executable} -m pip install --upgrade ipyparallel"',
        )
    return ipyparallel
