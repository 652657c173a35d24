"""A cluster of this machine, started and stopped by the bridge with `ipyparallel.Cluster`."""

import asyncio
import os
import subprocess
import sys
import threading
import time

from .client import make_client
from .requirements import BridgeError

#: How long an engine that died may still be known to the hub before its number is given to another, in seconds.
_UNREGISTERED = 5.0
#: Time between two heartbeats, and for how long they may be missed, in ms.
_HEARTBEAT = 400
_PATIENCE = 30_000
#: Tasks that the scheduler gives to an engine before it has answered. One: what waits, waits in the scheduler, where the
#: next engine that is free gets it and it can be cancelled, and not behind a long task. Tasks are large against the way
#: to the engine, as views adapt their size. 1 is the default today; it was 0, without limit, in old versions.
_HWM = 1


class LocalCluster:
    """One controller and engines that are started one by one, so that one that died can be replaced alone.

    Every process holds a lifeline to the bridge (guarded.py). `tell` is told of engines that end.
    """

    def __init__(self, options, tell):
        import ipyparallel
        from traitlets.config import Config

        self._tell = tell
        self._timeout = options["timeout"]
        folder = options["folder"]
        self._fifo = os.path.join(folder, "lifeline")
        os.mkfifo(self._fifo, 0o600)
        # Both ends, so that opening waits for nobody; only this process has the writing one.
        self._lifeline = os.open(self._fifo, os.O_RDWR)
        guarded = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "guarded.py")
        command = [sys.executable, guarded, self._fifo]
        config = Config()
        config.LocalControllerLauncher.controller_cmd = [*command, "ipyparallel.controller"]
        # The hub takes an engine up with its first heartbeat; by default these are 3 s apart. The patience stays 30 s.
        config.LocalControllerLauncher.controller_args = [
            f"--HeartMonitor.period={_HEARTBEAT}",
            f"--HeartMonitor.max_heartmonitor_misses={_PATIENCE // _HEARTBEAT}",
            f"--TaskScheduler.hwm={_HWM}",
        ]
        config.LocalEngineSetLauncher.engine_cmd = [*command, "ipyparallel.engine"]
        # ipyparallel's launchers forget their `Popen`s. Python would take the exit status of such a process whenever
        # another one is started, and the launcher, which waits for it, would get none. Without this list it does not.
        subprocess._active = None
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._run, name="labs-cluster", daemon=True).start()
        #: Launchers of engines by the numbers of their launches, and launches that are to end as soon as they begin.
        self._launched = {}
        self._killed = set()
        self._stopping = False
        try:
            self._cluster = self._wait(self._make(ipyparallel, config, folder), "a cluster")
            self.client = self._wait(self._open(), "the controller of the cluster to start")
            self.client.labs_file = os.path.join(folder, "profile", "security", "ipcontroller-client.json")
        except BaseException:
            self._kill_all()
            raise

    async def _make(self, ipyparallel, config, folder):
        # In the loop's thread: it belongs to the loop that is running when it is made.
        return ipyparallel.Cluster(
            config=config,
            profile_dir=os.path.join(folder, "profile"),
            cluster_id="",
            delay=0,
            load_profile=False,
            shutdown_atexit=False,
            log_level=40,
        )

    async def _open(self):
        await self._cluster.start_controller()
        connection = await self._cluster.controller.get_connection_info()
        return await asyncio.get_running_loop().run_in_executor(
            None, lambda: make_client(connection["client"], timeout=self._timeout)
        )

    def launch(self, engine, launch):
        """Starts the engine with this number; it joins as any other does. `launch` counts launches."""
        asyncio.run_coroutine_threadsafe(self._launch(engine, launch), self._loop)

    def kill(self, launch):
        """Ends an engine and all that it started."""
        self._loop.call_soon_threadsafe(self._kill_launch, launch)

    def stop(self):
        """Ends every process of the cluster."""
        self._stopping = True
        self._kill_all()

    def _kill_launch(self, launch):
        launcher = self._launched.get(launch)
        if launcher is not None:
            _kill(launcher.pid)
        else:
            self._killed.add(launch)

    async def _launch(self, engine, launch):
        try:
            limit = time.monotonic() + _UNREGISTERED
            while engine in self.client.ids and time.monotonic() < limit:
                await asyncio.sleep(0.02)  # the hub is about to hear of its death
            if self._stopping or launch in self._killed:
                raise RuntimeError("it was stopped")
            name = await self._cluster.start_engines(1, engine_args=[f"--IPEngine.id={engine}"])
            engines = self._cluster.engines[name]
            (launcher,) = engines.launchers.values()
            self._launched[launch] = launcher
            engines.on_stop(lambda data: self._on_stop(engine, launch, data))
            if self._stopping or launch in self._killed:
                _kill(launcher.pid)
        except Exception as error:
            self._tell({"op": "exited", "engine": engine, "launch": launch, "reason": f"could not start ({error})"})

    def _on_stop(self, engine, launch, data):
        launcher = self._launched.pop(launch, None)
        if self._stopping or launcher is None:
            return
        code = data.get("exit_code")
        if isinstance(code, int) and code < 0:
            reason = f"died (signal {-int(code)})"
        else:
            reason = f"exited (status {'unknown' if code is None else int(code) if isinstance(code, int) else code})"
        said = launcher.get_output() if engine not in self.client.ids else ""
        _kill(launcher.pid)  # what it started ends with it
        if engine in self.client.ids:
            self.client.labs_unregister(engine)
        self._tell({"op": "exited", "engine": engine, "launch": launch, "reason": reason, "said": said[-2000:]})

    def _kill_all(self):
        pids = [launcher.pid for launcher in self._launched.values()]
        controller = getattr(getattr(self, "_cluster", None), "controller", None)
        if controller is not None:
            pids.append(controller.pid)
        for pid in pids:
            _kill(pid)

    def _run(self):
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def _wait(self, coroutine, what):
        future = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        try:
            return future.result(self._timeout)
        except (TimeoutError, asyncio.TimeoutError):
            raise BridgeError("engine-start", f"waited {self._timeout:g} s for {what}") from None
        except BridgeError:
            raise
        except Exception as error:
            raise BridgeError("engine-start", f"ipyparallel could not start {what}: {error}") from error


def _kill(pid):
    if pid and pid > 0:
        try:
            os.killpg(pid, 9)
        except (ProcessLookupError, PermissionError):
            pass
