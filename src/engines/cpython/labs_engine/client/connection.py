"""Finding the cluster that the user chose."""

#: How long a cluster may take to answer, in seconds; ipyparallel itself waits as long.
TIMEOUT = 10

#: Arguments of `Client` that say which cluster is meant.
_CHOICES = {"connection_info", "url_file", "profile", "profile_dir", "cluster_id", "cluster"}


def arguments_of(address):
    """An address of src/protocol/bridgeFrames.ts as the arguments of `ipyparallel.Client`."""
    names = {
        "connectionFile": "connection_info",
        "profile": "profile",
        "clusterId": "cluster_id",
        "sshserver": "sshserver",
        "sshkey": "sshkey",
    }
    arguments = {names[name]: value for name, value in address.items()}
    if "sshserver" in arguments:
        arguments["password"] = False  # there is nobody to type one
    return arguments


def need_ipyparallel():
    """Raises an error that says what to do where it is missing."""
    try:
        import ipyparallel  # noqa: F401
    except ImportError:
        import sys

        raise ModuleNotFoundError(
            "This interpreter has no ipyparallel: install it with "
            f"{sys.executable} -m pip install ipyparallel, or choose an interpreter that has it."
        ) from None


def connect(arguments):
    """A client of the cluster that the arguments of `ipyparallel.Client` name. Errors say what to do."""
    import ipyparallel

    try:
        return ipyparallel.Client(**{"timeout": TIMEOUT, **arguments})
    except (OSError, TimeoutError) as error:
        said = str(error).strip().splitlines()
        raise ConnectionError(
            f"No ipyparallel cluster answered within {TIMEOUT} seconds ({_named(arguments)}): "
            f"start one, or choose another with Use Cluster… ({said[0] if said else type(error).__name__})"
        ) from error


def use_by_default(arguments):
    """Makes `Client()`, with nothing said of which cluster, a client of this one."""
    import ipyparallel

    original = ipyparallel.Client.__init__
    if hasattr(original, "labs_original"):
        original = original.labs_original

    def init(self, *args, **given):
        if not args and not _CHOICES & given.keys():
            given = {**arguments, **given}
        original(self, *args, **given)

    init.labs_original = original
    ipyparallel.Client.__init__ = init


def engines_at_work(client):
    """Numbers of the engines that have not answered all that this client asked of them by name.

    Which engine has a load-balanced task is known to the scheduler alone.
    """
    return [engine for engine, uuid in client._engines.items() if client._outstanding_dict[uuid]]


def _named(arguments):
    named = [f"{name} {value}" for name, value in arguments.items() if name in _CHOICES]
    return ", ".join(named) or "the default profile"
