"""The way to a cluster's controller: the connection file of a profile or cluster, and ssh where it leads there."""

import os
import time

from labs_engine.ssh_tunnel import TunnelError, reach

from .client import make_client
from .requirements import BridgeError


def connect(options):
    """A client for a profile, a cluster id or a connection file; waits at most `options["timeout"]` seconds."""
    begun, limit = time.monotonic(), options["timeout"]
    file = options.get("connectionFile") or _file_of(options)
    name = f"the connection file {file}"
    while not os.path.exists(file):
        if time.monotonic() - begun > limit:
            raise BridgeError(
                "engine-start",
                f"waited {limit:g} s for {name}, which a controller writes when it starts: start the cluster, or "
                "choose another profile, cluster id or connection file",
            )
        time.sleep(0.1)

    def left():
        return max(1.0, limit - (time.monotonic() - begun))

    try:
        way, tunnel = reach(file, options.get("sshserver"), options.get("sshkey"), options["folder"], left())
    except TunnelError as error:
        raise BridgeError("engine-start", str(error)) from error
    try:
        return _connect(way, tunnel, file, name, limit, left)
    except BaseException:
        if tunnel:
            tunnel.close()
        raise


def _connect(way, tunnel, file, name, limit, left):
    try:
        client = make_client(way, timeout=left())
    except TimeoutError:
        place = f"from {tunnel.server}, where ssh leads{tunnel.trouble}" if tunnel else "from here"
        raise BridgeError(
            "engine-start",
            f"waited {limit:g} s for an answer of the controller that {name} names: see whether it still runs and "
            f"can be reached {place}",
        ) from None
    except BridgeError:
        raise
    except Exception as error:
        raise BridgeError("engine-start", f"no connection by {name}: {error}") from error
    client.labs_file = file
    client.labs_tunnel = tunnel
    if not client.ids and not client.labs_wait(left()):
        client.close()
        raise BridgeError(
            "engine-start",
            f"waited {limit:g} s for an engine: the controller that {name} names answers, and no engine has joined it",
        )
    return client


def _file_of(options):
    from IPython.core.profiledir import ProfileDir, ProfileDirError
    from IPython.paths import get_ipython_dir

    profile = options.get("profile") or "default"
    try:
        folder = ProfileDir.find_profile_dir_by_name(get_ipython_dir(), profile).location
    except ProfileDirError:
        raise BridgeError(
            "engine-start",
            f"there is no IPython profile {profile} below {get_ipython_dir()}: name one that "
            '"ipython profile list" shows',
        ) from None
    number = f"-{options['clusterId']}" if options.get("clusterId") else ""
    return os.path.join(folder, "security", f"ipcontroller{number}-client.json")
