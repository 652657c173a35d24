"""Folders in the place of the host's, on a machine that has no disk in common with it.

A lab that writes beside its own file (`Path(__file__).parent / "corpus"`) works there, too: `__file__` names a private
folder, and what is written into it goes to the host, into the folder that it stands for.
"""

import atexit
import contextlib
import os
import shutil
import tempfile

#: Files that one call tells of; more are counted.
_MOST = 10_000


class StandIns:
    """The stand-ins of one engine; they last until it forgets the bridge."""

    def __init__(self):
        self._folders = {}
        self._seen = {}
        atexit.register(self.close)

    def place_of(self, filename):
        """Where a file of the host is taken to be: where it is, if this machine has its folder, else in a stand-in."""
        home = os.path.dirname(filename)
        if not home or os.path.isdir(home):
            return filename
        if home not in self._folders:
            self._folders[home] = tempfile.mkdtemp(prefix="parallel-labs-")
        return os.path.join(self._folders[home], os.path.basename(filename))

    def written(self):
        """What was written since this was asked last: `WrittenFiles` of src/protocol/engineCalls.ts."""
        files, more = [], 0
        for home, folder in self._folders.items():
            for path, about in _files(folder):
                state = about.st_size, about.st_mtime_ns
                if self._seen.get(path) == state:
                    continue
                if len(files) == _MOST:
                    more += 1
                    continue
                self._seen[path] = state
                name = os.path.relpath(path, folder).replace(os.sep, "/")
                files.append({"home": home, "name": name, "path": path, "size": about.st_size})
        return {"files": files, "more": more} if files else None

    def close(self):
        """Removes them."""
        atexit.unregister(self.close)
        for folder in self._folders.values():
            shutil.rmtree(folder, ignore_errors=True)
        self._folders.clear()


def _files(folder):
    """Every ordinary file below a folder with its facts, in the order of their names."""
    with contextlib.suppress(OSError):
        for entry in sorted(os.scandir(folder), key=lambda each: each.name):
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            elif entry.is_file(follow_symlinks=False):
                yield entry.path, entry.stat()
