import * as vscode from "vscode";
import type { FoundCluster, FoundClusters } from "../../engines/ipyparallel/findClusters";
import type { ClusterChoice } from "./clusterChoice";

/** What picking an entry does. */
export type ClusterAction =
  | { readonly do: "choose"; readonly choice: ClusterChoice }
  | { readonly do: "browse" | "settings" }
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
      description: vscode.l10n.t("{0} engines, no package needed", count),
      action: { do: "choose", choice: { kind: "local" } },
    },
    heading(vscode.l10n.t("ipyparallel")),
    ...("missing" in found ? [installItem(found)] : [ownItem(current, count)]),
    ...clusters.map((cluster) => foundItem(cluster, current)),
    heading(vscode.l10n.t("elsewhere")),
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
    description: vscode.l10n.t("{0} engines of ipyparallel, which end with the window", count),
    action: { do: "choose", choice: { kind: "own" } },
  };
}

function foundItem(cluster: FoundCluster, current: ClusterChoice): ClusterItem {
  const { profile, clusterId, location, engines, isRunning } = cluster;
  const address = { profile, ...(clusterId && { clusterId }) };
  const isCurrent =
    current.kind === "other" &&
    (current.address.connectionFile === cluster.connectionFile ||
      (current.address.profile === profile && (current.address.clusterId ?? "") === clusterId));
  const facts = [
    ...(engines === null ? [] : [vscode.l10n.t("{0} engines", engines)]),
    ...(location ? [vscode.l10n.t("controller on {0}", location)] : []),
    ...(isCurrent && current.address.sshserver
      ? [vscode.l10n.t("through {0}", current.address.sshserver)]
      : []),
    ...(isRunning === false ? [vscode.l10n.t("not running")] : []),
  ];
  return {
    ...named("server-environment", clusterId ? `${profile}: ${clusterId}` : profile, isCurrent),
    description: facts.join(" · "),
    // Chosen again, it is reached as before.
    action: { do: "choose", choice: isCurrent ? current : { kind: "other", address } },
  };
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
