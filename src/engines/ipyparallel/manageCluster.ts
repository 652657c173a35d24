import { errors } from "../../base/errors";
import { type AskOptions, askPython } from "./askPython";

/** What is to be done with a cluster of ipyparallel's own launchers, which stays when this program ends. */
export type ClusterOrder =
  /** Starts the cluster of a profile, which may not exist yet, on the hosts that its configuration says. */
  | { readonly do: "start"; readonly profile: string; readonly engines: number }
  /** Starts more engines, where the others are. */
  | { readonly do: "grow"; readonly clusterFile: string; readonly engines: number }
  /** Ends these engines, whoever started them. */
  | { readonly do: "shrink"; readonly connectionFile: string; readonly targets: readonly number[] }
  /** Ends the controller and all engines. */
  | { readonly do: "stop"; readonly clusterFile: string };

/** Longest time that starting and ending processes may take, in ms. */
const ORDER_TIMEOUT = 120_000;
/** Longest time that a controller may take to answer, in seconds. */
const CONNECT_TIMEOUT = 30;

/**
 * Does it with the user's interpreter; `script` is manage_cluster.py. Resolves when processes were started or have
 * ended; started engines join later. Rejects with `engine-start` and what ipyparallel says.
 */
export async function manageCluster(
  executable: string,
  script: string,
  order: ClusterOrder,
  { env }: Pick<AskOptions, "env"> = {},
): Promise<void> {
  const args = [script, JSON.stringify({ ...order, timeout: CONNECT_TIMEOUT })];
  const answer = await askPython<{ readonly error?: string }>(executable, args, {
    timeout: ORDER_TIMEOUT,
    ...(env && { env }),
  });
  if (answer.error !== undefined) throw errors.clusterStart(answer.error);
}
