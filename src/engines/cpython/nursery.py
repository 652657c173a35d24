"""Forks engines off one interpreter that has everything imported, as multiprocessing's forkserver does.

A forked engine answers in milliseconds, where a new interpreter takes its time, and it shares this one's memory
until it writes. Requests come on descriptor 0, one JSON document a line, and answers go to 4, because what a
site's own start-up code prints goes to 1: see nursery.ts. Descriptor 3 is the lifeline.
"""

import sys

if sys.version_info < (3, 9):
    sys.exit("Python 3.9 or newer is needed")

from labs_engine.lifeline import hold_lifeline

hold_lifeline(3)

import gc
import json
import os
import signal
import socket

from labs_engine.engine import serve


ANSWERS = 4

#: How long a forked process waits for its worker, in seconds.
CONNECT_TIMEOUT = 30


def main():
    os.set_inheritable(ANSWERS, False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, reap)
    gc.freeze()  # what is loaded is never collected, so the children's collector does not copy its pages
    requests = open(0, "rb", buffering=0, closefd=False)
    for line in iter(requests.readline, b""):
        request = json.loads(line)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(request["socket"])
        listener.listen(5)
        pid = os.fork()
        if pid == 0:
            become_engine(listener, request["socket"])
            return
        listener.close()
        tell({"id": request["id"], "pid": pid})


def become_engine(listener, path):
    """Takes the worker's five connections as descriptors 3, 4, 5, 1 and 2, and serves as an engine."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    listener.settimeout(CONNECT_TIMEOUT)
    connections = [listener.accept()[0].detach() for _ in range(5)]
    listener.close()
    os.unlink(path)
    os.setsid()  # only now: until it has a lifeline of its own, it ends with the nursery's group
    connections = [fd if fd > 5 else above(fd) for fd in connections]
    for fd, place in zip(connections, (3, 4, 5, 1, 2)):
        os.dup2(fd, place)
        os.close(fd)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    hold_lifeline(5)
    serve(3, 4)


def above(fd):
    """The same connection on a descriptor beyond those that are about to be replaced."""
    import fcntl

    moved = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(fd)
    return moved


def reap(_signal, _frame):
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        signaled = os.WIFSIGNALED(status)
        code = None if signaled else os.WEXITSTATUS(status)
        tell({"pid": pid, "code": code, "signal": os.WTERMSIG(status) if signaled else None})


def tell(answer):
    os.write(ANSWERS, json.dumps(answer).encode() + b"\n")


main()
