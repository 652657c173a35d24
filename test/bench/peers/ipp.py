"""An ipyparallel cluster of this machine."""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager

import peer


@contextmanager
def private_profile():
    """IPython's folders, away from the user's own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["IPYTHONDIR"] = folder
        yield


@contextmanager
def start(engines):
    import ipyparallel

    clusters = []

    def work():
        cluster = ipyparallel.Cluster(n=engines)
        clusters.append(cluster)
        cluster.start_and_connect_sync()[:].apply_sync(os.getpid)

    with private_profile():
        try:
            yield work
        finally:
            for cluster in clusters:
                cluster.stop_cluster_sync()


@contextmanager
def connected(engines):
    import ipyparallel

    with private_profile(), ipyparallel.Cluster(n=engines) as client:
        client.wait_for_engines(engines)
        yield client


@contextmanager
def attach(file):
    code = "import sys, ipyparallel; print(ipyparallel.Client(sys.argv[1]).ids, flush=True)"

    def work():
        started = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-c", code, file], stdout=subprocess.PIPE)
        assert process.stdout.readline().startswith(b"[0")
        took = time.perf_counter() - started
        process.communicate()
        return took

    with private_profile():
        yield work


@contextmanager
def broadcast(engines):
    with connected(engines) as client:
        view = client[:]
        yield lambda: view.push({"a": 1}, block=True)


@contextmanager
def send(size, engines):
    data = os.urandom(size)
    with connected(engines) as client:
        view = client[:]
        yield lambda: view.push({"data": data}, block=True)


@contextmanager
def tasks(count, engines):
    with connected(engines) as client:
        view = client.load_balanced_view()

        def work():
            assert sum(1 for _ in view.map(abs, range(count), chunksize=1, ordered=True)) == count

        yield work


if __name__ == "__main__":
    peer.serve({"attach": attach, "start": start, "broadcast": broadcast, "send": send, "tasks": tasks}, "ipyparallel")
