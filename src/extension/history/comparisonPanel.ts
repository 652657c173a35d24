import * as vscode from "vscode";
import { views } from "../../protocol/ids";
import type { Comparison, FromPanel, NamedRun, PanelState, ToPanel } from "../../protocol/panel";
import type { RunStore } from "../../runs/runStore";
import type { JobTables } from "../jobTables";
import { showResultsPage } from "../resultsPage";
import { showFailure } from "../showFailure";
import type { OutputTexts } from "./outputTexts";
import { titleOf } from "./runText";

/** What the comparison of runs works with. */
export interface ComparisonContext {
  readonly extensionUri: vscode.Uri;
  readonly store: RunStore;
  readonly tables: JobTables;
  readonly texts: OutputTexts;
  readonly log: vscode.LogOutputChannel;
}

/** Two runs side by side, in a panel of their own that each comparison takes over from the one before. */
export class ComparisonPanel implements vscode.Disposable, vscode.WebviewPanelSerializer<PanelState> {
  private panel: vscode.WebviewPanel | undefined;
  private shown: Comparison | undefined;
  private ready = false;
  private readonly registration = vscode.window.registerWebviewPanelSerializer(views.comparison, this);

  constructor(private readonly context: ComparisonContext) {}

  /** Opens the panel, or brings it to the front, with these runs; it takes the keyboard. */
  show(left: NamedRun, right: NamedRun): void {
    if (this.panel) this.panel.reveal();
    else {
      const title = vscode.l10n.t("Compare Runs");
      this.adopt(vscode.window.createWebviewPanel(views.comparison, title, vscode.ViewColumn.Active));
    }
    this.compare(left, right);
  }

  /** Compares the same runs again after a reload of the window, if they still are kept. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: PanelState | undefined): Promise<void> {
    this.adopt(panel);
    const { compared = [] } = state ?? {};
    const kept = await this.context.store.list();
    const [left, right] = await Promise.all(
      compared.map(async (id): Promise<NamedRun | undefined> => {
        const of = kept.find((one) => one.id === id);
        const run = of && (await this.context.store.load(id));
        return run && { title: titleOf(of), run };
      }),
    );
    if (this.panel !== panel || this.shown) return; // another comparison has taken its place
    if (left && right) this.compare(left, right);
    else this.send();
  }

  dispose(): void {
    this.registration.dispose();
    this.panel?.dispose();
  }

  private adopt(panel: vscode.WebviewPanel): void {
    const { extensionUri, log } = this.context;
    this.panel?.dispose();
    this.panel = panel;
    this.ready = false;
    this.shown = undefined;
    panel.iconPath = vscode.Uri.joinPath(extensionUri, "media", "icon.svg");
    panel.onDidDispose(() => {
      if (this.panel !== panel) return;
      this.panel = undefined;
      this.shown = undefined;
      this.ready = false;
    });
    panel.webview.onDidReceiveMessage((message: FromPanel) =>
      this.receive(message).catch((error) => showFailure(error, log)),
    );
    showResultsPage(panel.webview, extensionUri, vscode.l10n.t("Compare Runs"));
  }

  private compare(left: NamedRun, right: NamedRun): void {
    const areJobs = [left, right].every(({ run }) => run.record.job?.counters !== undefined);
    this.shown = { left, right, ...(areJobs && { rows: "comparing" }) };
    this.send();
    if (areJobs) void this.compareRows(this.shown).catch((error) => showFailure(error, this.context.log));
  }

  /** Results may be many: what differs is shown when it is known. */
  private async compareRows(of: Comparison): Promise<void> {
    const rows = await this.context.tables.compare(of.left.run.record.id, of.right.run.record.id);
    if (this.shown !== of) return;
    this.shown = { ...of, rows: rows ?? "notKept" };
    this.send();
  }

  private async receive(message: FromPanel): Promise<void> {
    if (message.type === "ready") {
      this.ready = true;
      this.send();
    } else if (message.type === "showDifferences" && this.shown) {
      const { left, right } = this.shown;
      await this.context.texts.compare(
        message.cell ?? vscode.l10n.t("Engine {0}", message.engine),
        [left.title, message.left],
        [right.title, message.right],
      );
    }
  }

  private send(): void {
    if (!this.ready) return;
    const why = vscode.l10n.t("One of the two runs is not in the history any more: compare two others.");
    const message: ToPanel = this.shown
      ? { type: "comparison", ...this.shown }
      : { type: "unreadable", of: "comparison", why };
    void this.panel?.webview.postMessage(message);
  }
}
