import { type ChildProcess, execFileSync } from "node:child_process";
import { IpyCluster } from "../engines/ipyparallel/ipyCluster";

/** A real ipyparallel cluster of a test's own, on loopback, with files in a folder of its own. */
export interface IpCluster {
  readonly executable: string;
  /** The connection file for clients. */
  readonly connectionFile: string;
  /** Environment in which ipyparallel writes nothing into the user's home. */
  readonly env: Readonly<Record<string, string>>;
  addEngine(): ChildProcess;
  stop(): void;
}

/** Starts a controller and engines, and waits until the engines have registered. */
export async function startIpCluster(executable: string, count: number): Promise<IpCluster> {
  const cluster = new IpyCluster(executable);
  await cluster.controller();
  for (let at = 0; at < count; at++) cluster.engine();
  const env = { IPYTHONDIR: `${cluster.folder}/ipython` };
  execFileSync(executable, ["-c", WAIT, cluster.clientFile, String(count)], {
    env: { ...process.env, ...env },
  });
  return {
    executable,
    connectionFile: cluster.clientFile,
    env,
    addEngine: () => cluster.engine(),
    stop: () => cluster.end(),
  };
}

const WAIT = `
import sys, ipyparallel
client = ipyparallel.Client(sys.argv[1])
client.wait_for_engines(int(sys.argv[2]), interactive=False, timeout=100)
client.close()
`;
