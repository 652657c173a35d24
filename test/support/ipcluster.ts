import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder, whenProcessEnds } from "./cleanUp";
import { until } from "./until";

/** A real ipyparallel cluster of a test's own, on loopback, with files in a folder of its own. */
export interface IpCluster {
  readonly executable: string;
  /** The connection file for clients. */
  readonly connectionFile: string;
  readonly profileFolder: string;
  /** Environment in which ipyparallel writes nothing into the user's home. */
  readonly env: Readonly<Record<string, string>>;
  readonly engines: readonly ChildProcess[];
  addEngine(): ChildProcess;
  stop(): Promise<void>;
}

/** An interpreter that has ipyparallel; undefined where none has. */
export function pythonWithIpyparallel(): string | undefined {
  for (const name of [process.env["LABS_IPYPARALLEL_PYTHON"], "python3", "/usr/bin/python3"]) {
    if (!name) continue;
    try {
      execFileSync(name, ["-c", "import ipyparallel, IPython"], { stdio: "ignore", timeout: 60_000 });
      return name;
    } catch {}
  }
  return undefined;
}

/** Starts a controller and engines, and waits until the engines have registered. */
export async function startIpCluster(executable: string, count: number): Promise<IpCluster> {
  const folder = temporaryFolder("parallel-labs-ipcluster-");
  const profileFolder = join(folder.path, "profile");
  const env = { IPYTHONDIR: join(folder.path, "ipython"), HOME: folder.path, JUPYTER_NO_CONFIG: "1" };
  const children: ChildProcess[] = [];
  const start = (...args: string[]) => {
    const child = spawn(executable, ["-m", ...args], {
      env: { ...process.env, ...env },
      stdio: "ignore",
      detached: true,
    });
    const kill = () => {
      try {
        if (child.pid) process.kill(-child.pid, "SIGKILL");
      } catch {} // it is gone
    };
    const forget = whenProcessEnds(kill);
    child.once("exit", forget);
    children.push(child);
    return child;
  };
  const security = join(profileFolder, "security");
  const connectionFile = join(security, "ipcontroller-client.json");
  const engineFile = join(security, "ipcontroller-engine.json");
  const addEngine = () =>
    start("ipyparallel.engine", `--file=${engineFile}`, `--profile-dir=${profileFolder}`);
  start("ipyparallel.controller", "--ip=127.0.0.1", "--location=127.0.0.1", `--profile-dir=${profileFolder}`);
  await until(
    "the controller has written its files",
    () => existsSync(connectionFile) && existsSync(engineFile),
  );
  const engines = Array.from({ length: count }, addEngine);
  execFileSync(executable, ["-c", WAIT, connectionFile, String(count)], { env: { ...process.env, ...env } });
  return {
    executable,
    connectionFile,
    profileFolder,
    env,
    engines,
    addEngine,
    async stop() {
      for (const child of children) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        const gone = new Promise((resolve) => child.once("exit", resolve));
        if (child.pid) process.kill(-child.pid, "SIGKILL");
        await gone;
      }
      folder.remove();
    },
  };
}

const WAIT = `
import sys, ipyparallel
client = ipyparallel.Client(sys.argv[1])
client.wait_for_engines(int(sys.argv[2]), interactive=False)
client.close()
`;
