"""Files of map/reduce jobs on a host that has no disk in common with ours: see src/protocol/stageCalls.ts."""

import contextlib
import hashlib
import os
import shutil
import tempfile

from ..mapreduce.lost import storing

#: File times of systems differ by so many ms at most for one and the same file.
_TIME_STEP = 2000


def folder(_request, _data):
    """Makes a private folder."""
    with storing(tempfile.gettempdir()):
        return tempfile.mkdtemp(prefix="parallel-labs-")


def has(request, _data):
    """Whether a file of ours is here, too: as far as its size, its time and its beginning tell."""
    try:
        about = os.stat(request["path"])
        if about.st_size != request["size"] or abs(about.st_mtime * 1000 - request["modified"]) > _TIME_STEP:
            return False
        with open(request["path"], "rb") as file:
            return hashlib.sha256(file.read(request["headBytes"])).hexdigest() == request["head"]
    except OSError:
        return False


def write(request, data):
    """Writes a piece of a file. What is never written of it takes no room."""
    path = request["path"]
    with storing(os.path.dirname(path)):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "r+b" if os.path.exists(path) else "w+b", buffering=0) as file:
            if request["size"] is not None:
                file.truncate(request["size"])
            file.seek(request["offset"])
            view = memoryview(data)
            while view:
                view = view[file.write(view) :]


def read(request, _data):
    """A piece of a file."""
    with open(request["path"], "rb", buffering=0) as file:
        file.seek(request["offset"])
        return file.read(request["length"])


def remove(request, _data):
    """Removes files and folders."""
    for path in request["paths"]:
        shutil.rmtree(path, ignore_errors=True)
        with contextlib.suppress(OSError):
            os.unlink(path)


actions = {"folder": folder, "has": has, "write": write, "read": read, "remove": remove}
