import { askPython } from "./askPython";

/** A cluster that has left a connection file in one of the user's IPython profiles. */
export interface FoundCluster {
  readonly profile: string;
  /** Empty for a profile's only one. */
  readonly clusterId: string;
  readonly connectionFile: string;
  /** By which ipyparallel's launchers know it again; null where they did not start it. */
  readonly clusterFile: string | null;
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
  | {
      readonly executable: string;
      readonly version: string;
      /** Names of all profiles, also of those that have no cluster. */
      readonly profiles: readonly string[];
      readonly clusters: readonly FoundCluster[];
    };

/** Longest time that looking for clusters may take, in ms. */
const LOOK_TIMEOUT = 30_000;

/**
 * Looks for ipyparallel's clusters with the user's interpreter. `script` is find_clusters.py. Rejects with
 * `broken-python` where the interpreter does not answer.
 */
export async function findClusters(
  executable: string,
  script: string,
  env?: Readonly<Record<string, string>>,
): Promise<FoundClusters> {
  return askPython<FoundClusters>(executable, [script], { timeout: LOOK_TIMEOUT, ...(env && { env }) });
}
