import type { ChildProcess } from "node:child_process";
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

/** Starts a controller and engines, which have registered when it resolves. */
export async function startIpCluster(executable: string, count: number): Promise<IpCluster> {
  const cluster = new IpyCluster(executable);
  await cluster.controller();
  for (let at = 0; at < count; at++) await cluster.engine();
  const env = { IPYTHONDIR: `${cluster.folder}/ipython` };
  return {
    executable,
    connectionFile: cluster.clientFile,
    env,
    addEngine: () => cluster.engine(),
    stop: () => cluster.end(),
  };
}
