import { join } from "node:path";
import * as vscode from "vscode";
import { errors } from "../../base/errors";
import { type FoundCluster, findClusters } from "../../engines/ipyparallel/findClusters";
import { type ClusterOrder, manageCluster } from "../../engines/ipyparallel/manageCluster";
import { type Clusters, requireTrust, wantedCount } from "../clusters";
import { plainText } from "../plainText";
import { choosePython } from "../pythonChoice";
import { clusterChoice, rememberChoice } from "./clusterChoice";
import { connectionFile } from "./connectionFile";
import { offerInstall } from "./installIpyparallel";
import { take } from "./useCluster";

/** Most engines that can be asked for at once. */
const MOST = 9999;

/** Starts the cluster of an IPython profile, which stays when the window ends, and uses it. */
export async function startCluster(): Promise<void> {
  requireTrust();
  const { executable } = await python();
  const found = await findClusters(executable, script("find_clusters.py"));
  if ("missing" in found) return await offerInstall(executable);
  const running = new Set(found.clusters.filter(({ isRunning }) => isRunning).map(({ profile }) => profile));
  const profiles = [...new Set(["default", ...found.profiles])].filter((profile) => !running.has(profile));
  const picked = await vscode.window.showQuickPick(
    profiles.map((profile) => ({ label: plainText(profile), profile })),
    {
      title: vscode.l10n.t("Start ipyparallel Cluster"),
      placeHolder: vscode.l10n.t("The IPython profile, whose configuration says where its engines run"),
    },
  );
  if (!picked) return;
  const { profile } = picked;
  const engines = await askCount(wantedCount(), vscode.l10n.t("The cluster stays until it is stopped."));
  if (!engines) return;
  const title = vscode.l10n.t("Starting the cluster of the profile {0}", plainText(profile));
  await order(executable, { do: "start", profile, engines }, title);
  await take({ kind: "other", address: { profile } });
}

/** Asks how many engines the cluster in use is to have, and starts or ends engines of it. */
export async function scaleCluster(clusters: Clusters): Promise<void> {
  const file = await connectionFile(clusters);
  const ids = (await clusters.for("python")).engines.map(({ info }) => info.id);
  const count = await askCount(
    ids.length,
    vscode.l10n.t("Engines are added where the others run, or those with the highest numbers are removed."),
  );
  if (count === undefined || count === ids.length) return;
  const { executable } = await python();
  const choice = clusterChoice();
  if (choice.kind === "other" && choice.address.sshserver) await managed(executable, file); // or it is elsewhere
  if (count > ids.length) {
    const { clusterFile } = await managed(executable, file);
    const engines = count - ids.length;
    await order(executable, { do: "grow", clusterFile, engines }, vscode.l10n.t("Starting engines"));
  } else if (await mayRemove(ids.length - count)) {
    const targets = ids.slice(count);
    await order(
      executable,
      { do: "shrink", connectionFile: file, targets },
      vscode.l10n.t("Removing engines"),
    );
  }
}

/** Stops the cluster in use, for all its users, and goes back to this machine. */
export async function stopCluster(clusters: Clusters): Promise<void> {
  if (clusterChoice().kind !== "other") return await clusters.stop("python");
  const file = await connectionFile(clusters);
  const { executable } = await python();
  const { clusterFile, profile, clusterId } = await managed(executable, file);
  const button = vscode.l10n.t("Stop Cluster");
  const name = plainText(clusterId ? `${profile}: ${clusterId}` : profile);
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t("Stop the cluster {0}?", name),
    { modal: true, detail: vscode.l10n.t("Its engines end, also for others who use it.") },
    button,
  );
  if (chosen !== button) return;
  await clusters.stop("python");
  await order(executable, { do: "stop", clusterFile }, vscode.l10n.t("Stopping the cluster {0}", name));
  await rememberChoice({ kind: "local" });
}

async function mayRemove(count: number): Promise<boolean> {
  const button = vscode.l10n.t("Remove");
  const chosen = await vscode.window.showWarningMessage(
    count === 1 ? vscode.l10n.t("Remove an engine?") : vscode.l10n.t("Remove {0} engines?", count),
    {
      modal: true,
      detail: vscode.l10n.t("Their names are lost, and what they run ends, also that of others."),
    },
    button,
  );
  return chosen === button;
}

/** The cluster with this connection file, if ipyparallel's launchers started it; throws `wrong-usage` if others did. */
async function managed(
  executable: string,
  file: string,
): Promise<FoundCluster & { readonly clusterFile: string }> {
  const found = await findClusters(executable, script("find_clusters.py"));
  const clusters = "clusters" in found ? found.clusters : [];
  const cluster = clusters.find(({ connectionFile }) => connectionFile === file);
  if (cluster?.clusterFile && cluster.isRunning) return { ...cluster, clusterFile: cluster.clusterFile };
  throw errors.wrongUsage(
    vscode.l10n.t(
      "This cluster was not started by ipcluster on this machine, so that it cannot be changed from here: start and stop its engines where they run.",
    ),
  );
}

async function askCount(value: number, prompt: string): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t("Set Number of Engines"),
    prompt,
    value: String(value),
    validateInput: (text) =>
      /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= MOST
        ? undefined
        : vscode.l10n.t("Give a whole number from 1 to {0}.", MOST),
  });
  return text === undefined ? undefined : Number(text);
}

async function order(executable: string, what: ClusterOrder, title: string): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title };
  await vscode.window.withProgress(options, () =>
    manageCluster(executable, script("manage_cluster.py"), what),
  );
}

async function python() {
  return await choosePython(vscode.window.activeTextEditor?.document.uri);
}

function script(name: string): string {
  return join(__dirname, "python", name);
}
