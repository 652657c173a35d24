"""A tunnel to the controller of an ipyparallel cluster: one process of the system's own ssh, which ends with this one.

ipyparallel's own tunnels are an ssh for each of a client's sockets. They stand in the background, outlive their client,
listen on ports of this machine, and ask for passwords on a terminal, which is not there.
"""

import collections
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

#: The controller's ports that a client connects to, as its connection file calls them.
_PORTS = ("registration", "control", "mux", "task", "iopub", "notification", "broadcast")

#: What may name a server; whatever else ssh's configuration could make a command of is no name.
_SERVER = re.compile(r"(?:ssh://)?(?:[\w.+][\w.+-]*@)?[\w.\[:][\w.\[\]:-]*", re.ASCII)
_WITH_PORT = re.compile(r"([^:]+):(\d+)")

_OPTIONS = {
    "BatchMode": "yes",  # nothing is asked: nobody is there to answer
    "ControlPath": "none",  # another ssh that is connected to the same host has a life of its own
    "ExitOnForwardFailure": "no",  # the user's own forwards, which another ssh may have already
    "LogLevel": "INFO",  # refused forwards are told
    "ServerAliveInterval": "15",
    "ServerAliveCountMax": "4",
}

#: Lines of what ssh says that are kept.
_KEPT = 20
#: How often it is looked whether ssh is connected, in seconds: it does not tell.
_LOOK_AGAIN = 0.02
#: How long ssh may take to end when it is told to, in seconds.
_END_GRACE = 1


class TunnelError(Exception):
    """Why there is no tunnel and what to do: a sentence without its end."""


def reach(file, server, key, folder, timeout):
    """What leads to the cluster of a connection file: (argument for `ipyparallel.Client`, tunnel or None).

    `server` and `key` may be None; the file itself may name a server. A tunnel's sockets go into `folder`, a private
    one; it takes at most `timeout` seconds. Raises TunnelError.
    """
    try:
        with open(file, encoding="utf-8") as text:
            connection = json.load(text)
        server = server or _server_of(connection)
        target = server and _target(connection)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return file, None  # ipyparallel says what is wrong with it
    if not server:
        return file, None
    tunnel = Tunnel(server, key, target, connection, folder, timeout)
    return tunnel.connection, tunnel


class Tunnel:
    """An ssh that is connected. `connection` is the cluster's connection file with this end of the tunnel in it."""

    def __init__(self, server, key, target, connection, folder, timeout):
        self.server = server
        self._key = os.path.expanduser(key) if key else None
        if not _SERVER.fullmatch(server):
            raise TunnelError(f"{server!r} names no ssh server: write user@host, a host, or a name of ssh's configuration")
        if self._key and not os.path.isfile(self._key):
            raise TunnelError(f"there is no ssh key {self._key}: name the file of a private key")
        ports = {name: connection[name] for name in _PORTS if isinstance(connection.get(name), int)}
        end = os.path.join(tempfile.mkdtemp(prefix="ssh-", dir=folder), "port")
        sockets = {port: f"{end}:{port}" for port in ports.values()}
        self.connection = {**connection, "interface": f"ipc://{end}", "location": None, "ssh": ""}
        self._said = collections.deque(maxlen=_KEPT)
        self._process = self._start(target, sockets)
        self._listener = threading.Thread(target=self._listen, name="labs-ssh", daemon=True)
        self._listener.start()
        try:
            self._wait(sockets.values(), timeout)
        except BaseException:
            self.close()
            raise

    @property
    def is_open(self):
        """Whether ssh has not ended."""
        return self._process.poll() is None

    @property
    def trouble(self):
        """Why the server does not get through to the controller, in parentheses after a space; nothing where it does."""
        refused = [line for line in self._said if "open failed" in line]
        return f" (ssh: {refused[-1]})" if refused else ""

    def close(self):
        """Ends it."""
        self._process.terminate()
        try:
            self._process.wait(_END_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        with contextlib.suppress(OSError):
            os.close(self._lifeline)
        self._lifeline = -1

    def _start(self, target, sockets):
        command = ["ssh", "-N", "-T"]
        for name, value in _OPTIONS.items():
            command += ["-o", f"{name}={value}"]
        if self._key:
            command += ["-i", self._key, "-o", "IdentitiesOnly=yes"]
        for port, path in sockets.items():
            command += ["-L", f"{_escaped(path)}:{target}:{port}"]
        reading, self._lifeline = os.pipe()
        try:
            with _deaf():
                process = subprocess.Popen(
                    [*command, *_destination(self.server)],
                    stdin=reading,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                )
        except OSError as error:
            os.close(self._lifeline)
            there = "there is no program ssh here" if isinstance(error, FileNotFoundError) else f"ssh does not start ({error})"
            raise TunnelError(
                f"the way to the controller leads through {self.server}, and {there}: install OpenSSH's client"
            ) from None
        else:
            _end_together(reading, process.pid)
            return process
        finally:
            os.close(reading)

    def _listen(self):
        for line in self._process.stderr:
            text = line.decode("utf-8", "replace").strip()
            if text:
                self._said.append(text)

    def _wait(self, sockets, timeout):
        """Until ssh has made its sockets, which it does once the server has let it in."""
        limit = time.monotonic() + timeout
        while not all(map(os.path.exists, sockets)):
            if not self.is_open:
                self._listener.join(_END_GRACE)
                raise TunnelError(self._reason())
            if time.monotonic() > limit:
                said = f" (ssh: {self._said[-1]})" if self._said else ""
                raise TunnelError(
                    f"waited {timeout:.3g} s for ssh to connect to {self.server}{said}: see whether "
                    f'"ssh {self.server}" does in a terminal'
                )
            time.sleep(_LOOK_AGAIN)

    def _reason(self):
        said, server = "\n".join(self._said), self.server
        terminal = f'"ssh {server}" in a terminal'
        if "IDENTIFICATION HAS CHANGED" in said:
            return (
                f"the host key of {server} is not the one that ssh knows, so it may be another host: ask who keeps it, "
                f"and connect with {terminal}, which says how to replace the old key"
            )
        if "Host key verification failed" in said:
            return f"ssh does not know the host {server} yet: connect once with {terminal}, and accept its key there"
        if self._key and re.search("UNPROTECTED PRIVATE KEY|bad permissions", said):
            return f'others can read the ssh key {self._key}, so ssh does not take it: run "chmod 600 {self._key}"'
        if self._key and f'Load key "{self._key}"' in said:
            return f"ssh cannot use the key {self._key}: name the file of a private key"
        if "Permission denied" in said:
            if self._key:
                return (
                    f"{server} does not accept the ssh key {self._key}: put its public half into ~/.ssh/authorized_keys "
                    'there, and if it has a passphrase, give it to ssh\'s agent with "ssh-add", as nobody can type it here'
                )
            return (
                f"{server} accepts none of your ssh keys, and nobody can type a password here: name the key "
                "(parallelLabs.ipyparallel.sshKey, --ssh-key, or ssh's configuration), or give it to ssh's agent with "
                '"ssh-add"'
            )
        if "Could not resolve hostname" in said:
            return f"ssh knows no host {server}: correct the name of the ssh server"
        last = self._said[-1] if self._said else f"it ended with status {self._process.returncode}"
        return f"ssh does not connect to {server} ({last}): see whether {terminal} does"


def _server_of(connection):
    """The server that a connection file names, where its controller is elsewhere: as ipyparallel's client sees it."""
    server = connection.get("ssh")
    if not server:
        return None
    from ipyparallel import util
    from jupyter_client.localinterfaces import is_local_ip, localhost

    location = connection.get("location")
    address = util.disambiguate_ip_address(_address(connection), location)
    is_here = location and address == localhost() and is_local_ip(util.ip_for_host(location))
    return None if is_here else server


def _address(connection):
    protocol, _, address = connection["interface"].partition("://")
    if protocol != "tcp":
        raise TunnelError(f"the controller listens on {connection['interface']}, where no tunnel leads: have it listen on tcp")
    return address


def _target(connection):
    """Where the controller is for the server."""
    address = _address(connection)
    return (connection.get("location") or "127.0.0.1") if address in ("0.0.0.0", "*") else address


def _destination(server):
    """The arguments that name a server; `host:port` is ipyparallel's way to say it."""
    port = _WITH_PORT.fullmatch(server)
    return ["-p", port[2], "--", port[1]] if port else ["--", server]


def _escaped(path):
    return path.replace("\\", "\\\\").replace(":", "\\:")


@contextlib.contextmanager
def _deaf():
    """What starts within is not interrupted with us. Where this is no main thread, we are not either."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _end_together(fd, pid):
    """Has the kernel end a process when this one is gone, however it went; `fd` is the end of a pipe that it reads.

    As `hold_lifeline` does it. Elsewhere than on Linux, who notices that this process has gone ends its group.
    """
    if sys.platform != "linux":
        return
    import fcntl

    fcntl.fcntl(fd, 10, 9)  # F_SETSIG, SIGKILL
    fcntl.fcntl(fd, fcntl.F_SETOWN, pid)
    fcntl.fcntl(fd, fcntl.F_SETFL, fcntl.fcntl(fd, fcntl.F_GETFL) | os.O_ASYNC)
