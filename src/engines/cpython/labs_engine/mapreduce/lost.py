"""What can go wrong in a task beyond the user's own error."""

import contextlib
import errno


class TaskFailure(Exception):
    """An error of the user's code, with the record, chunk or key in whose processing it was raised."""

    def __init__(self, error, record):
        super().__init__(record)
        self.error = error
        self.record = record


class JobUnknown(Exception):
    """The engine was replaced since the job was loaded, so that what it held is gone."""


class InputError(Exception):
    """Input that cannot be read as it was found when the job began."""


class KeyOrderError(TypeError):
    """Keys that cannot be sorted, or not be written to a file."""


class StorageError(Exception):
    """The disk is full, or what a job writes cannot be written for another reason."""


#: Errors that say in a sentence what is wrong, and would come again on any engine.
OWN_FINDINGS = (InputError, KeyOrderError, StorageError)


_NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC))


@contextlib.contextmanager
def storing(folder):
    """Says what to do when there is no room for a job's own files."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise StorageError(
            f"the job's own files cannot be written to {folder} ({error.strerror}): "
            "free some space there, or name another folder in the variable TMPDIR"
        ) from error
