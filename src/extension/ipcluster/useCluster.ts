import { join } from "node:path";
import * as vscode from "vscode";
import { findClusters } from "../../engines/ipyparallel/findClusters";
import { commands } from "../../protocol/ids";
import { requireTrust, wantedCount } from "../clusters";
import { choosePython } from "../pythonChoice";
import { setting } from "../settings";
import { type ClusterChoice, clusterChoice, rememberChoice } from "./clusterChoice";
import { type ClusterItem, clusterItems } from "./clusterItems";
import { offerInstall } from "./installIpyparallel";

/** Asks which engines Python is to run on, remembers it, and connects to them. */
export async function useCluster(): Promise<void> {
  requireTrust();
  const picked = await vscode.window.showQuickPick<ClusterItem>(lookAround(), {
    title: vscode.l10n.t("Use Cluster"),
    placeHolder: vscode.l10n.t("The engines that Python runs on"),
    matchOnDescription: true,
  });
  const action = picked?.action;
  if (!action) return;
  if (action.do === "choose") await take(action.choice);
  else if (action.do === "install") await offerInstall(action.executable);
  else if (action.do === "browse") await browse();
  else if (action.do === "start") await vscode.commands.executeCommand(commands.startCluster);
  else await vscode.commands.executeCommand("workbench.action.openSettings", "parallelLabs.ipyparallel");
}

/** Goes back to engines of this machine. */
export async function useThisMachine(): Promise<void> {
  await rememberChoice({ kind: "local" });
}

async function lookAround(): Promise<ClusterItem[]> {
  const { executable } = await choosePython(vscode.window.activeTextEditor?.document.uri);
  const found = await findClusters(executable, join(__dirname, "python", "find_clusters.py"));
  return clusterItems(found, clusterChoice(), wantedCount());
}

async function browse(): Promise<void> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t("Connection File of an ipyparallel Cluster"),
      filters: { [vscode.l10n.t("Connection files")]: ["json"] },
      openLabel: vscode.l10n.t("Use"),
    })) ?? [];
  if (!file) return;
  const sshserver = await vscode.window.showInputBox({
    title: vscode.l10n.t("SSH Server of an ipyparallel Cluster"),
    prompt: vscode.l10n.t(
      "If its controller is reached through SSH: user@host, a host, or a name of ssh’s configuration.",
    ),
    placeHolder: vscode.l10n.t("empty: directly, or as the connection file says"),
    value: setting("ipyparallel.sshServer"),
    ignoreFocusOut: true,
  });
  if (sshserver === undefined) return;
  const server = sshserver.trim();
  const address = { connectionFile: file.fsPath, ...(server && { sshserver: server }) };
  await take({ kind: "other", address });
}

/** Remembers a choice and connects to its engines. */
export async function take(choice: ClusterChoice): Promise<void> {
  await rememberChoice(choice);
  await vscode.commands.executeCommand(commands.startEngines);
}
