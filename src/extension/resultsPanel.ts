import * as vscode from "vscode";
import { views } from "../protocol/ids";
import type { FromPanel, PanelState, ToPanel } from "../protocol/panel";
import type { RunRecord, RunSnapshot } from "../protocol/run";
import type { SweepRecord } from "../protocol/sweep";
import { DeltaCollector } from "../runs/deltas";
import type { Run } from "../runs/run";
import type { RunStore } from "../runs/runStore";
import type { SweepStore } from "../runs/sweepStore";
import type { Clusters } from "./clusters";
import type { RunAgain } from "./history/runAgain";
import type { JobTables } from "./jobTables";
import { openLink } from "./openLink";
import { openLocation } from "./openLocation";
import { openText } from "./openText";
import { showResultsPage } from "./resultsPage";
import type { RunRecovery } from "./runRecovery";
import type { Runs } from "./runs";
import { setting } from "./settings";
import { showFailure } from "./showFailure";

/** Least time between two deltas to the panel, in ms. */
const DELTA_INTERVAL = 100;

/** What the panel shows and commands. */
export interface PanelContext {
  readonly runs: Runs;
  readonly clusters: Clusters;
  readonly store: RunStore;
  readonly recovery: RunRecovery;
  readonly sweepStore: SweepStore;
  readonly tables: JobTables;
  readonly runAgain: RunAgain;
  readonly log: vscode.LogOutputChannel;
}

/** The results panel: one webview beside the editor that shows the last run, live, or one that the user opened. */
export class ResultsPanel implements vscode.Disposable, vscode.WebviewPanelSerializer<PanelState> {
  private panel: vscode.WebviewPanel | undefined;
  private ready = false;
  /** Run that the panel is to show when this window has run nothing yet. */
  private restoredId: string | undefined;
  /** What the panel shows in the place of a run. */
  private sweep: SweepRecord | undefined;
  private restoredSweep: string | undefined;
  /** A kept run that the user opened; the next run takes its place. */
  private opened: RunSnapshot | undefined;
  private collector: DeltaCollector | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly context: PanelContext,
  ) {
    const { runs, recovery } = context;
    this.subscriptions = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(views.results, this),
      runs.onDidStart((run) => this.onStart(run)),
      runs.onDidChangeMeasuring((run) =>
        this.post({ type: "measuring", runId: run.id, isMeasuring: runs.isMeasuring(run) }),
      ),
      recovery.onDidRecover(() => this.reread()),
      runs.onNotStopping((engine) => this.post({ type: "notStopping", engines: [engine.info.id] })),
    );
  }

  /** Opens the panel, or brings it to the front, without taking the keyboard from the editor. */
  show(): void {
    if (this.panel) {
      this.panel.reveal(undefined, true);
      return;
    }
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.adopt(vscode.window.createWebviewPanel(views.results, vscode.l10n.t("Engine Results"), where));
  }

  /** Shows a sweep in the place of the run, until the next run or until the reader goes back to it. */
  showSweep(sweep: SweepRecord): void {
    const isNew = this.sweep?.id !== sweep.id;
    this.sweep = sweep;
    if (isNew) this.show();
    if (this.ready) this.post({ type: "sweep", sweep });
  }

  /** Takes in what has become of a sweep, if it is the one that is shown: a run may have taken its place. */
  updateSweep(sweep: SweepRecord): void {
    if (this.sweep?.id === sweep.id) this.showSweep(sweep);
  }

  /** Shows a run that is kept, until another one begins. */
  open(run: RunSnapshot): void {
    // The last one may go on: it is shown live.
    this.sweep = undefined;
    this.restoredSweep = undefined;
    this.opened = run.record.id === this.context.runs.current?.id ? undefined : run;
    this.show();
    void this.sendSnapshot();
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: PanelState | undefined): Promise<void> {
    this.restoredId = state?.runId;
    this.restoredSweep = state?.sweepId;
    this.adopt(panel);
  }

  dispose(): void {
    this.collector?.dispose();
    clearTimeout(this.timer);
    this.subscriptions.dispose();
    this.panel?.dispose();
  }

  private adopt(panel: vscode.WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    this.ready = false;
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, "media", "icon.svg");
    panel.onDidDispose(() => {
      if (this.panel !== panel) return;
      this.panel = undefined;
      this.ready = false;
    });
    panel.webview.onDidReceiveMessage((message: FromPanel) => void this.receive(message));
    showResultsPage(panel.webview, this.extensionUri, vscode.l10n.t("Engine Results"));
  }

  private onStart(run: Run): void {
    this.sweep = undefined;
    this.restoredSweep = undefined;
    this.opened = undefined;
    this.collector?.dispose();
    this.collector = new DeltaCollector(run, () => this.later());
    const show = setting("run.showResults");
    if (show === "always") this.show();
    else if (show === "onError") {
      const subscription = run.onDidChange((change) => {
        if (change.type === "item" && change.item.kind === "error") this.show();
        if (change.type === "finished") subscription.dispose();
      });
    }
    void this.sendSnapshot();
  }

  private async receive(message: FromPanel): Promise<void> {
    try {
      switch (message.type) {
        case "ready":
          this.ready = true;
          return await this.sendSnapshot();
        case "interrupt":
          return this.context.runs.interrupt();
        case "rerun":
          return await this.rerun();
        case "showRun":
          this.sweep = undefined;
          this.restoredSweep = undefined;
          return await this.sendSnapshot();
        case "measure":
          return await this.context.runs.measure(message.runId);
        case "rows":
          return await this.sendRows(message);
        case "saveResults":
          return await this.context.tables.saveAs(await this.recordOf(message.runId));
        case "chooseInput":
          return await this.rerunOnOther();
        case "restartEngine":
          return await this.restart(message.engine);
        case "openLocation":
          return await openLocation(message, this.opened?.record.source ?? this.context.runs.current?.source);
        case "openLink":
          return await openLink(message.url);
        case "copy":
          return await vscode.env.clipboard.writeText(message.text);
        case "openText":
          return await openText(message.text, message.language);
      }
    } catch (error) {
      showFailure(error, this.context.log);
    }
  }

  private async sendRows({ runId, query }: Extract<FromPanel, { type: "rows" }>): Promise<void> {
    const page = await this.context.tables.page(runId, query);
    if (page) this.post({ type: "rows", runId, query, page });
  }

  private async recordOf(runId: string): Promise<RunRecord | undefined> {
    const { current } = this.context.runs;
    return current?.id === runId ? current.record() : (await this.context.store.load(runId))?.record;
  }

  private async rerun(): Promise<void> {
    if (this.opened) await this.context.runAgain.again(this.opened.record);
    else await this.context.runs.again();
  }

  private async rerunOnOther(): Promise<void> {
    if (this.opened) await this.context.runAgain.onOtherInput(this.opened.record);
    else await this.context.runs.chooseInput();
  }

  private async restart(id: number): Promise<void> {
    const language = this.context.runs.current?.source.language;
    const cluster = language && this.context.clusters.get(language);
    await cluster?.engines[id]?.restart();
  }

  private async sendSnapshot(): Promise<void> {
    if (!this.ready) return;
    await this.sendRun();
    if (!this.sweep && this.restoredSweep !== undefined) {
      this.sweep = await this.context.sweepStore.load(this.restoredSweep);
    }
    if (this.sweep) this.post({ type: "sweep", sweep: this.sweep });
  }

  private async sendRun(): Promise<void> {
    const { runs, recovery, runAgain } = this.context;
    const { current } = runs;
    if (current && !this.opened) {
      this.collector?.take(); // what it holds is in the snapshot
      const isMeasuring = this.context.runs.isMeasuring(current);
      this.post({ type: "snapshot", run: current.snapshot(), canRerun: true, isMeasuring });
      return;
    }
    const run = this.opened ?? (await recovery.load(this.restoredId));
    if (!this.opened && runs.current) return await this.sendSnapshot(); // one began in the meantime
    this.opened = run;
    this.post({
      type: "snapshot",
      canRerun: run !== undefined && runAgain.can(run.record),
      ...(run && { run }),
    });
  }

  /** The host that did the shown run has ended in the meantime, and may have written more of it. */
  private reread(): void {
    if (!this.opened?.record.windowClosed) return;
    this.opened = undefined;
    void this.sendSnapshot();
  }

  private later(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const delta = this.collector?.take();
      if (delta && this.ready) this.post({ type: "delta", delta });
    }, DELTA_INTERVAL);
  }

  private post(message: ToPanel): void {
    void this.panel?.webview.postMessage(message);
  }
}
