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
    profiles, clusters = [], []
    for folder in sorted(glob.glob(os.path.join(get_ipython_dir(), "profile_*"))):
        profiles.append(_name(folder))
        managed = _managed(folder)
        for file in sorted(glob.glob(os.path.join(folder, "security", "ipcontroller*-client.json"))):
            found = _CLIENT_FILE.search(os.path.basename(file))
            if found:
                clusters.append(_described(folder, found["id"] or "", file, managed))
    about = {"executable": sys.executable, "version": ipyparallel.__version__}
    print(json.dumps({**about, "profiles": profiles, "clusters": clusters}), flush=True)


def _name(folder):
    return os.path.basename(folder)[len("profile_") :]


def _managed(folder):
    """The clusters of a profile that ipyparallel's launchers started, by id, each with the file that tells of it."""
    from ipyparallel import Cluster

    known = {}
    for file in glob.glob(os.path.join(folder, "security", "cluster-*.json")):
        try:
            with open(file, encoding="utf-8") as text:
                # Without a file of its own it writes none, nor removes that of one which has ended.
                cluster = Cluster.from_dict(json.load(text), cluster_file="")
        except Exception:
            continue
        known[cluster.cluster_id] = (file, cluster)
    return known


def _described(folder, cluster_id, file, known):
    try:
        with open(file, encoding="utf-8") as text:
            found = json.load(text)
    except (OSError, ValueError):
        found = None  # connecting to it says what is wrong
    location = found.get("location") if isinstance(found, dict) else None
    cluster_file, managed = known.get(cluster_id, (None, None))
    engines = None
    if managed is not None and managed.engines:
        engines = sum(engine_set.n for engine_set in managed.engines.values())
    return {
        "profile": _name(folder),
        "clusterId": cluster_id,
        "connectionFile": file,
        "clusterFile": cluster_file,
        "location": str(location or ""),
        "engines": engines,
        "isRunning": None if managed is None else bool(managed.controller),
        "logFolder": os.path.join(folder, "log"),
    }


main()
