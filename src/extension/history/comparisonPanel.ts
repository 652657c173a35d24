import * as vscode from "vscode";
import { views } from "../../protocol/ids";
import type { FromPanel, NamedRun, ToPanel } from "../../protocol/panel";
import { showResultsPage } from "../resultsPage";
import { showFailure } from "../showFailure";
import type { OutputTexts } from "./outputTexts";

/** Two runs side by side, in a panel of their own that each comparison takes over from the one before. */
export class ComparisonPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private shown: { readonly left: NamedRun; readonly right: NamedRun } | undefined;
  private ready = false;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly texts: OutputTexts,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Opens the panel, or brings it to the front, with these runs; it takes the keyboard. */
  show(left: NamedRun, right: NamedRun): void {
    this.shown = { left, right };
    if (this.panel) {
      this.panel.reveal();
      this.send();
      return;
    }
    const title = vscode.l10n.t("Compare Runs");
    const panel = vscode.window.createWebviewPanel(views.comparison, title, vscode.ViewColumn.Active);
    this.panel = panel;
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, "media", "icon.svg");
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.ready = false;
    });
    panel.webview.onDidReceiveMessage((message: FromPanel) =>
      this.receive(message).catch((error) => showFailure(error, this.log)),
    );
    showResultsPage(panel.webview, this.extensionUri, title);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private async receive(message: FromPanel): Promise<void> {
    if (message.type === "ready") {
      this.ready = true;
      this.send();
    } else if (message.type === "showDifferences" && this.shown) {
      const { left, right } = this.shown;
      await this.texts.compare(message.engine, [left.title, message.left], [right.title, message.right]);
    }
  }

  private send(): void {
    if (!this.ready || !this.shown) return;
    void this.panel?.webview.postMessage({ type: "comparison", ...this.shown } satisfies ToPanel);
  }
}
