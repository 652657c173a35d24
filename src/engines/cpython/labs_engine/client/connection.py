"""Finding the cluster that the user chose."""

from ..ssh_tunnel import TunnelError, reach

#: How long a cluster may take to answer, in seconds; ipyparallel itself waits as long.
TIMEOUT = 10

#: Arguments of `Client` that say which cluster is meant.
_CHOICES = {"connection_info", "url_file", "profile", "profile_dir", "cluster_id", "cluster"}


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


def connect(address, folder):
    """A client of the cluster at a `ClientAddress` of src/protocol/bridgeFrames.ts: (client, the connection by which
    others reach it, tunnel or None). A tunnel's sockets go into the private `folder`. Errors say what to do."""
    import ipyparallel

    file = address["connectionFile"]
    try:
        connection, tunnel = reach(file, address.get("sshserver"), address.get("sshkey"), folder, TIMEOUT)
    except TunnelError as error:
        raise ConnectionError(f"No ipyparallel cluster can be reached: {error}.") from error
    try:
        return ipyparallel.Client(connection, timeout=TIMEOUT), connection, tunnel
    except BaseException as error:
        if tunnel:
            tunnel.close()
        if not isinstance(error, (OSError, TimeoutError)):
            raise
        said = str(error).strip().splitlines()
        through = f" through {tunnel.server}{tunnel.trouble}" if tunnel else ""
        raise ConnectionError(
            f"No ipyparallel cluster answered within {TIMEOUT} seconds (connection file {file}{through}): "
            f"start one, or choose another with Use Cluster… ({said[0] if said else type(error).__name__})"
        ) from error


def use_by_default(connection):
    """Makes `Client()`, with nothing said of which cluster, a client of the one with this connection."""
    import ipyparallel

    original = ipyparallel.Client.__init__
    if hasattr(original, "labs_original"):
        original = original.labs_original

    def init(self, *args, **given):
        if not args and not _CHOICES & given.keys():
            given = {"connection_info": connection, **given}
        original(self, *args, **given)

    init.labs_original = original
    ipyparallel.Client.__init__ = init


def engines_at_work(client):
    """Numbers of the engines that have not answered all that this client asked of them by name.

    Which engine has a load-balanced task is known to the scheduler alone.
    """
    return [engine for engine, uuid in client._engines.items() if client._outstanding_dict[uuid]]

