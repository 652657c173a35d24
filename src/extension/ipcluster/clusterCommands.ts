import * as vscode from "vscode";
import { type ClusterCommandId, commands } from "../../protocol/ids";
import type { Clusters } from "../clusters";
import { editorSource } from "../editorSource";
import { type CommandHandler, placeOf, registerTable } from "../registerTable";
import type { ClientRuns } from "./clientRuns";
import { connectionFile } from "./connectionFile";
import { showEngineLogs } from "./engineLogs";
import { startCluster, stopCluster } from "./manageClusters";
import { useCluster, useThisMachine } from "./useCluster";

/** What the commands of clusters work with. */
export interface ClusterContext {
  readonly clusters: Clusters;
  readonly clientRuns: ClientRuns;
  readonly log: vscode.LogOutputChannel;
}

/** Every command of ipyparallel's clusters. */
const table: Readonly<Record<ClusterCommandId, CommandHandler<ClusterContext>>> = {
  [commands.useCluster]: () => useCluster(),
  [commands.useThisMachine]: () => useThisMachine(),
  [commands.startCluster]: () => startCluster(),
  [commands.stopCluster]: ({ clusters }) => stopCluster(clusters),

  [commands.runInClient]: async ({ clientRuns }, argument) => {
    await clientRuns.start(await editorSource(placeOf(argument)));
  },

  [commands.restartClient]: async ({ clientRuns }) => {
    await clientRuns.stop();
    vscode.window.setStatusBarMessage(vscode.l10n.t("The client’s names are empty now"), 4000);
  },

  [commands.showEngineLogs]: async ({ clusters }) => showEngineLogs(await connectionFile(clusters)),

  [commands.copyConnectionFile]: async ({ clusters }) => {
    const file = await connectionFile(clusters);
    await vscode.env.clipboard.writeText(file);
    vscode.window.setStatusBarMessage(vscode.l10n.t("Copied {0}", file), 4000);
  },
};

export function registerClusterCommands(context: ClusterContext): vscode.Disposable {
  return registerTable(table, context);
}
