import * as vscode from "vscode";
import type { FoundCluster, FoundClusters } from "../../engines/ipyparallel/findClusters";
import type { ClusterAddress } from "../../protocol/bridgeFrames";
import { plainText } from "../plainText";
import type { ClusterChoice } from "./clusterChoice";

/** What picking an entry does. */
export type ClusterAction =
  | { readonly do: "choose"; readonly choice: ClusterChoice }
  | { readonly do: "browse" | "start" | "settings" }
  | { readonly do: "install"; readonly executable: string };

export interface ClusterItem extends vscode.QuickPickItem {
  readonly action?: ClusterAction;
}

/** What *Use Cluster…* offers: this machine first, which is the way back. */
export function clusterItems(found: FoundClusters, current: ClusterChoice, count: number): ClusterItem[] {
  const clusters = "clusters" in found ? found.clusters : [];
  return [
    {
      ...named("vm", vscode.l10n.t("This Machine"), current.kind === "local"),
      description:
        count === 1
          ? vscode.l10n.t("one engine, no package needed")
          : vscode.l10n.t("{0} engines, no package needed", count),
      action: { do: "choose", choice: { kind: "local" } },
    },
    heading(vscode.l10n.t("ipyparallel")),
    ...("missing" in found ? [installItem(found)] : [ownItem(current, count)]),
    ...clusters.map((cluster) => foundItem(cluster, current)),
    ...("missing" in found ? [] : [startItem()]),
    heading(vscode.l10n.t("elsewhere")),
    ...(current.kind === "other" && !clusters.some((cluster) => isOf(cluster, current.address))
      ? [elsewhereItem(current)]
      : []),
    {
      label: `$(file) ${vscode.l10n.t("Connection File…")}`,
      description: vscode.l10n.t("ipcontroller-client.json, as the cluster's owner gives it"),
      action: { do: "browse" },
    },
    { label: `$(settings-gear) ${vscode.l10n.t("Settings…")}`, action: { do: "settings" } },
  ];
}

function ownItem(current: ClusterChoice, count: number): ClusterItem {
  return {
    ...named("server-process", vscode.l10n.t("Start a Cluster Here"), current.kind === "own"),
    description:
      count === 1
        ? vscode.l10n.t("one engine of ipyparallel, which ends with the window")
        : vscode.l10n.t("{0} engines of ipyparallel, which end with the window", count),
    action: { do: "choose", choice: { kind: "own" } },
  };
}

function startItem(): ClusterItem {
  return {
    label: `$(debug-start) ${vscode.l10n.t("Start Cluster of a Profile…")}`,
    description: vscode.l10n.t("as ipcluster does; it stays until it is stopped"),
    action: { do: "start" },
  };
}

function foundItem(cluster: FoundCluster, current: ClusterChoice): ClusterItem {
  const { profile, clusterId, location, engines, isRunning } = cluster;
  const address = { profile, ...(clusterId && { clusterId }) };
  const isCurrent = current.kind === "other" && isOf(cluster, current.address);
  const facts = [
    ...(engines === null
      ? []
      : [engines === 1 ? vscode.l10n.t("one engine") : vscode.l10n.t("{0} engines", engines)]),
    ...(location ? [vscode.l10n.t("controller on {0}", plainText(location))] : []),
    ...(isCurrent ? wayTo(current.address) : []),
    ...(isRunning === false ? [vscode.l10n.t("not running")] : []),
  ];
  return {
    ...named("server-environment", plainText(clusterId ? `${profile}: ${clusterId}` : profile), isCurrent),
    description: facts.join(" · "),
    // Chosen again, it is reached as before.
    action: { do: "choose", choice: isCurrent ? current : { kind: "other", address } },
  };
}

/** The cluster in use, which was not found here. */
function elsewhereItem(current: ClusterChoice & { readonly kind: "other" }): ClusterItem {
  const { connectionFile, profile, clusterId } = current.address;
  return {
    ...named("server-environment", plainText(connectionFile || [profile, clusterId].join(" ")), true),
    description: wayTo(current.address).join(""),
    action: { do: "choose", choice: current },
  };
}

function wayTo({ sshserver }: ClusterAddress): string[] {
  return sshserver ? [vscode.l10n.t("through {0}", plainText(sshserver))] : [];
}

/** Whether a cluster is the one at an address. */
function isOf(cluster: FoundCluster, { connectionFile, profile, clusterId }: ClusterAddress): boolean {
  if (connectionFile) return connectionFile === cluster.connectionFile;
  return (profile ?? "default") === cluster.profile && (clusterId ?? "") === cluster.clusterId;
}

function installItem({ executable, missing }: FoundClusters & { readonly missing: string }): ClusterItem {
  return {
    label: `$(cloud-download) ${vscode.l10n.t("Install ipyparallel…")}`,
    description: vscode.l10n.t("{0} does not have {1}", executable, missing),
    action: { do: "install", executable },
  };
}

function named(icon: string, label: string, isCurrent: boolean): { label: string } {
  return { label: `$(${isCurrent ? "check" : icon}) ${label}` };
}

function heading(label: string): ClusterItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
