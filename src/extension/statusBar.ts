import * as vscode from "vscode";
import { views } from "../protocol/ids";
import type { Clusters } from "./clusters";
import { factsOf } from "./editorSource";

/** The status-bar item: how many engines there are and how many work. A click opens the Engines view. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    "parallelLabs.engines",
    vscode.StatusBarAlignment.Left,
    10,
  );
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly clusters: Clusters) {
    this.item.name = vscode.l10n.t("Parallel Labs: Engines");
    this.item.command = `${views.engines}.focus`;
    this.subscriptions = vscode.Disposable.from(
      this.item,
      clusters.onDidChange(() => this.update()),
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
    );
    this.update();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private update(): void {
    const engines = this.clusters.all.flatMap((cluster) => cluster.engines);
    const live = engines.filter(({ info }) => info.pid > 0);
    const busy = live.filter(({ info }) => info.state !== "idle").length;
    const starting = engines.some(({ info }) => info.state === "starting");
    if (starting) this.item.text = `$(loading~spin) ${vscode.l10n.t("Starting engines")}`;
    else if (live.length === 0) this.item.text = `$(server-process) ${vscode.l10n.t("No engines")}`;
    else if (busy > 0)
      this.item.text = `$(sync~spin) ${vscode.l10n.t("{0} of {1} engines busy", busy, live.length)}`;
    else this.item.text = `$(server-process) ${vscode.l10n.t("{0} engines", live.length)}`;
    this.item.tooltip = vscode.l10n.t("Show the engines of Parallel Labs");
    const document = vscode.window.activeTextEditor?.document;
    if (live.length > 0 || starting || (document && factsOf(document))) this.item.show();
    else this.item.hide();
  }
}
