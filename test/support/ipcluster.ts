import { type ChildProcess, execFile } from "node:child_process";
import { promisify } from "node:util";
import { IpyCluster } from "../engines/ipyparallel/ipyCluster";

/** A real ipyparallel cluster of a test's own, on loopback, with files in a folder of its own. */
export interface IpCluster {
  readonly executable: string;
  /** The connection file for clients. */
  readonly connectionFile: string;
  /** Environment in which ipyparallel writes nothing into the user's home. */
  readonly env: Readonly<Record<string, string>>;
  addEngine(): Promise<ChildProcess>;
  stop(): void;
}

/** Starts a controller and engines, of which clients know when it resolves. */
export async function startIpCluster(executable: string, count: number): Promise<IpCluster> {
  const cluster = new IpyCluster(executable);
  await cluster.controller();
  for (let at = 0; at < count; at++) await cluster.engine();
  const env = { IPYTHONDIR: `${cluster.folder}/ipython` };
  const wait = ["-c", WAIT, cluster.clientFile, String(count)];
  await promisify(execFile)(executable, wait, { env: { ...process.env, ...env }, timeout: 150_000 });
  return {
    executable,
    connectionFile: cluster.clientFile,
    env,
    addEngine: () => cluster.engine(),
    stop: () => cluster.end(),
  };
}

/** The hub tells clients of an engine a little after it has told the engine. */
const WAIT = `
import sys, ipyparallel
client = ipyparallel.Client(sys.argv[1], timeout=60)
client.wait_for_engines(int(sys.argv[2]), interactive=False, timeout=100)
client.close()
`;
