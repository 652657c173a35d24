"""Prints what ipyparallel clusters can be found in the user's IPython profiles, as one JSON document.

Its shape is `FoundClusters` of findClusters.ts. Nothing is started, connected to or written.
"""

import glob
import json
import logging
import os
import re
import sys

#: A controller writes one for clients when it starts; the name holds the cluster's id, where it has one.
_CLIENT_FILE = re.compile(r"ipcontroller(?:-(?P<id>.+))?-client\.json$")


def main():
    try:
        import ipyparallel
        from IPython.paths import get_ipython_dir
    except ImportError as error:
        print(json.dumps({"executable": sys.executable, "missing": error.name or str(error)}))
        return
    logging.disable(logging.CRITICAL)  # a broken file of one cluster must not hide the others
    running = _managed()
    clusters = []
    for folder in sorted(glob.glob(os.path.join(get_ipython_dir(), "profile_*"))):
        for file in sorted(glob.glob(os.path.join(folder, "security", "ipcontroller*-client.json"))):
            found = _CLIENT_FILE.search(os.path.basename(file))
            if found:
                clusters.append(_described(folder, found["id"] or "", file, running))
    print(
        json.dumps({"executable": sys.executable, "version": ipyparallel.__version__, "clusters": clusters}),
        flush=True,
    )


def _managed():
    """What ipyparallel knows of clusters that its own `ipcluster` started: by profile folder and id."""
    from ipyparallel.cluster import ClusterManager

    try:
        known = ClusterManager().load_clusters().values()
    except Exception:
        return {}
    return {(cluster.profile_dir, cluster.cluster_id): cluster for cluster in known}


def _described(folder, cluster_id, file, running):
    try:
        with open(file, encoding="utf-8") as text:
            found = json.load(text)
    except (OSError, ValueError):
        found = None  # connecting to it says what is wrong
    location = found.get("location") if isinstance(found, dict) else None
    managed = running.get((folder, cluster_id))
    engines = None
    if managed is not None and managed.engines:
        engines = sum(engine_set.n for engine_set in managed.engines.values())
    return {
        "profile": os.path.basename(folder)[len("profile_") :],
        "clusterId": cluster_id,
        "connectionFile": file,
        "location": str(location or ""),
        "engines": engines,
        "isRunning": None if managed is None else bool(managed.controller),
        "logFolder": os.path.join(folder, "log"),
    }


main()
