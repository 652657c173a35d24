import { execFile } from "node:child_process";
import { errors } from "../../base/errors";

/** A cluster that has left a connection file in one of the user's IPython profiles. */
export interface FoundCluster {
  readonly profile: string;
  /** Empty for a profile's only one. */
  readonly clusterId: string;
  readonly connectionFile: string;
  /** Where its controller runs, as it says itself. */
  readonly location: string;
  /** How many engines it was started with; null where `ipcluster` did not start it. */
  readonly engines: number | null;
  /** Null where `ipcluster` did not start it, and nobody knows. */
  readonly isRunning: boolean | null;
  readonly logFolder: string;
}

/** What an interpreter can find, or that a package is missing there. */
export type FoundClusters =
  | { readonly executable: string; readonly missing: string }
  | { readonly executable: string; readonly version: string; readonly clusters: readonly FoundCluster[] };

/** Longest time that looking for clusters may take, in ms. */
const LOOK_TIMEOUT = 30_000;

/**
 * Looks for ipyparallel's clusters with the user's interpreter. `script` is find_clusters.py. Rejects with
 * `broken-python` where the interpreter does not answer.
 */
export function findClusters(
  executable: string,
  script: string,
  env?: Readonly<Record<string, string>>,
): Promise<FoundClusters> {
  return new Promise((resolve, reject) => {
    const options = { timeout: LOOK_TIMEOUT, windowsHide: true, env: { ...process.env, ...env } };
    execFile(executable, [script], options, (error, stdout, stderr) => {
      try {
        if (error) throw error;
        resolve(JSON.parse(stdout) as FoundClusters);
      } catch {
        const said = stderr.trim().split("\n").at(-1) || error?.message || "its answer was not understood";
        reject(errors.brokenPython(executable, said));
      }
    });
  });
}
