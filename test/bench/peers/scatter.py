"""dask.distributed's scatter to worker processes."""

import os
from contextlib import contextmanager

import peer


@contextmanager
def send(size, engines):
    from distributed import Client, LocalCluster

    data = os.urandom(size)
    options = {"n_workers": engines, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with LocalCluster(processes=True, **options) as cluster, Client(cluster) as client:
        client.wait_for_workers(engines)
        yield lambda: client.scatter(data, broadcast=True, hash=False)


if __name__ == "__main__":
    peer.serve({"send": send}, "distributed")
