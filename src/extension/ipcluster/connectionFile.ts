import * as vscode from "vscode";
import { errors } from "../../base/errors";
import type { ClientAddress } from "../../protocol/bridgeFrames";
import type { Clusters } from "../clusters";

/**
 * The connection file of the ipyparallel cluster that is in use; it is connected to, or started, if need be. Throws
 * `wrong-usage` where none is chosen.
 */
export async function connectionFile(clusters: Clusters): Promise<string> {
  return (await address(clusters)).connectionFile;
}

/** As {@link connectionFile}, with the cluster's engines started: how a client finds it. */
export async function startedCluster(clusters: Clusters): Promise<ClientAddress> {
  const found = await address(clusters);
  await (await clusters.for("python")).start();
  return found;
}

async function address(clusters: Clusters): Promise<ClientAddress> {
  const cluster = await clusters.for("python");
  const found = await cluster.address();
  if (found) return found;
  throw errors.wrongUsage(
    vscode.l10n.t(
      "Python runs on engines of this machine, which are no cluster of ipyparallel: choose one with Use Cluster….",
    ),
  );
}
