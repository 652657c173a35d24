import * as vscode from "vscode";
import { errors } from "../../base/errors";
import type { Clusters } from "../clusters";

/**
 * The connection file of the ipyparallel cluster that is in use; it is connected to, or started, if need be. Throws
 * `wrong-usage` where none is chosen.
 */
export async function connectionFile(clusters: Clusters): Promise<string> {
  const cluster = await clusters.for("python");
  const file = await cluster.connectionFile();
  if (file) return file;
  throw errors.wrongUsage(
    vscode.l10n.t(
      "Python runs on engines of this machine, which are no cluster of ipyparallel: choose one with Use Cluster….",
    ),
  );
}

/** As {@link connectionFile}, with the cluster's engines started. */
export async function startedCluster(clusters: Clusters): Promise<string> {
  const file = await connectionFile(clusters);
  await (await clusters.for("python")).start();
  return file;
}
