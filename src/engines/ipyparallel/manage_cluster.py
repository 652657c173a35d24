"""Starts, grows, shrinks or stops a cluster with ipyparallel's own launchers, as `ipcluster` does; the cluster stays.

The one argument is a `ClusterOrder` of manageCluster.ts, as JSON. Prints one JSON document: {"done": true}, or
{"error": a sentence without its end}.
"""

import json
import logging
import os
import sys


class Refused(Exception):
    """What to tell the user."""


def main():
    order = json.loads(sys.argv[1])
    try:
        import ipyparallel  # noqa: F401
    except ImportError as error:
        raise Refused(f"{sys.executable} does not have {error.name or error}") from error
    logging.disable(logging.CRITICAL)  # what matters is raised
    {"start": _start, "grow": _grow, "shrink": _shrink, "stop": _stop}[order["do"]](order)


def _start(order):
    from ipyparallel import Cluster
    from traitlets.config import Config

    # The id of a profile's own cluster is empty, as `ipcluster start` has it.
    profile = order["profile"]
    if os.path.basename(profile) != profile:
        raise Refused(f"{profile} is no name of a profile: it has to be that of a folder")
    # It reads the profile's own configuration only when it is given another to merge it with.
    cluster = Cluster(profile=profile, cluster_id="", shutdown_atexit=False, config=Config())
    if os.path.exists(cluster.cluster_file):
        with open(cluster.cluster_file, encoding="utf-8") as file:
            running = Cluster.from_dict(json.load(file), cluster_file="")
        if running.controller is not None:
            raise Refused(f"the cluster of the profile {profile} runs already")
    try:
        cluster.start_cluster_sync(n=order["engines"])
    except BaseException:
        cluster.stop_cluster_sync()
        raise


def _grow(order):
    _load(order).start_engines_sync(n=order["engines"])


def _shrink(order):
    from ipyparallel import Client

    client = Client(order["connectionFile"], timeout=order["timeout"])
    here = [engine for engine in order["targets"] if engine in client.ids]
    if here:
        client.shutdown(targets=here, hub=False, block=True)
    client.close()


def _stop(order):
    _load(order).stop_cluster_sync()


def _load(order):
    from ipyparallel import Cluster
    from traitlets.config import Config

    file = order["clusterFile"]
    try:
        with open(file, encoding="utf-8") as text:
            known = json.load(text)
    except FileNotFoundError:
        raise Refused("it does not run any more") from None
    profile_dir = os.path.dirname(os.path.dirname(file))
    cluster = Cluster.from_dict(known, cluster_file=file, profile_dir=profile_dir, config=Config())
    if cluster.controller is None:
        raise Refused("its controller does not run any more")
    return cluster


try:
    main()
    answer = {"done": True}
except Refused as refused:
    answer = {"error": str(refused)}
except Exception as error:
    answer = {"error": f"{type(error).__name__}: {error}".strip().rstrip(":.")}
print(json.dumps(answer), flush=True)
os._exit(0)  # threads that watch what was started would wait for its end
