"""What can go wrong in a task beyond the user's own error."""


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
