import type { VscodeButton } from "@vscode-elements/elements/dist/vscode-button/vscode-button.js";
import { html, nothing, render, type TemplateResult } from "lit/html.js";
import type { FromPanel, PanelSection, ToPanel } from "../../../src/protocol/panel";
import type { RunSnapshot } from "../../../src/protocol/run";
import type { SweepRecord } from "../../../src/protocol/sweep";
import type { Explanation } from "../../../src/runs/explain/explainRun";
import { cellStates, cellsStatus } from "../model/cellStates";
import { engineSummaries, runRange, withoutClient } from "../model/engineSummary";
import { explainSnapshot } from "../model/explainSnapshot";
import { RowsModel } from "../model/rowsModel";
import type { RunModel } from "../model/runModel";
import { runStatus } from "../model/runStatus";
import { sweepCurves } from "../model/sweepCurves";
import { strings } from "../strings/strings";
import { Announcer } from "./announcer";
import { cellsSection } from "./cellsSection";
import { emptyState } from "./emptyState";
import type { Foldable } from "./foldHeading";
import { OutputsPart } from "./outputsPart";
import { PanelMemory, type StateStore } from "./panelMemory";
import { rowsSection } from "./rowsSection";
import { runHeader } from "./runHeader";
import { stuckEngines } from "./stuckEngines";
import { SweepChart } from "./sweepChart";
import { sweepSection } from "./sweepSection";
import { timeBarPatterns } from "./timeBar";
import { TimelinePart } from "./timelinePart";
import { causePatterns, whySection } from "./whySection";

/** How often bars and times are drawn anew while a run goes on. */
const TICK_MS = 250;

export interface ResultsViewOptions {
  readonly model: RunModel;
  readonly root: HTMLElement;
  readonly state: StateStore;
  post(message: FromPanel): void;
  /** Causes {@link ResultsView.render} to be called soon. */
  readonly requestRender: () => void;
}

/** Draws the model on the page and turns what the reader does into messages to the host. */
export class ResultsView {
  private readonly announcer = new Announcer();
  private readonly memory: PanelMemory;
  private readonly outputs: OutputsPart;
  private readonly rows: RowsModel;
  private readonly timeline: TimelinePart;
  /** Made when there is a sweep to draw. */
  private chart: SweepChart | undefined;
  private shownSweep: SweepRecord | undefined;
  private generation = 0;
  private interrupting = false;
  /** Of the run as of a revision of its tasks and its end. */
  private explained: { readonly of: string; readonly explanation?: Explanation | undefined } = { of: "" };
  private tick: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: ResultsViewOptions) {
    this.memory = new PanelMemory(options.state);
    this.outputs = new OutputsPart({
      model: options.model,
      memory: this.memory,
      root: options.root,
      post: (message) => options.post(message),
      requestRender: options.requestRender,
    });
    this.rows = new RowsModel((runId, query) => {
      options.post({ type: "rows", runId, query });
      options.requestRender();
    });
    this.timeline = new TimelinePart(
      this.memory,
      (task) => this.outputs.openTask(task),
      () => options.requestRender(),
    );
    options.root.after(this.announcer.element);
  }

  /** Takes rows of the results in, and answers whether they are to be shown. */
  takeRows({ runId, query, page }: Extract<ToPanel, { type: "rows" }>): boolean {
    return this.rows.receive(runId, query, page);
  }

  /** Brings the page up to date. */
  render(): void {
    const { model, root } = this.options;
    if (model.generation !== this.generation) this.startOver();
    const interruptHadFocus = document.activeElement?.id === "interrupt";
    this.memory.showsSweep(model.sweep?.id);
    render(this.template(), root);
    this.outputs.settle();
    // The button goes when the run ends; the keyboard's place must not go with it.
    if (interruptHadFocus && model.run?.finished) void focusWhenDrawn("run-again");
    clearTimeout(this.tick);
    if (model.run && !model.run.finished) this.tick = setTimeout(this.options.requestRender, TICK_MS);
  }

  private template(): TemplateResult {
    const { sweep, run } = this.options.model;
    if (sweep) return this.sweepTemplate(sweep);
    this.shownSweep = undefined;
    return run ? this.runTemplate(run) : emptyState();
  }

  private sweepTemplate(sweep: SweepRecord): TemplateResult {
    const { model, post } = this.options;
    const title = strings.sweepTitle(strings.runTitle(sweep.source));
    this.announcer.say(strings.announcement(title, strings.sweepStatus(sweep)));
    this.chart ??= new SweepChart();
    if (sweep !== this.shownSweep) {
      this.chart.update(sweep.of, sweepCurves(sweep), strings.sweepChart(sweep.of, sweep.points));
      this.shownSweep = sweep;
    }
    return sweepSection({
      sweep,
      chart: this.chart,
      interrupt: () => post({ type: "interrupt" }),
      ...(model.run && { back: () => post({ type: "showRun" }) }),
    });
  }

  private startOver(): void {
    this.generation = this.options.model.generation;
    this.outputs.clear();
    this.timeline.clear();
    this.explained = { of: "" };
    this.interrupting = false;
  }

  private runTemplate(run: RunSnapshot): TemplateResult {
    const { model, post } = this.options;
    const engines = engineSummaries(run);
    const range = runRange(run, Date.now());
    const { job } = run.record;
    const cells = cellStates(run);
    const status =
      cells.length > 0 ? cellsStatus(cells, run.finished) : runStatus(engines, run.finished, job?.outcome);
    const statusWords =
      this.interrupting && !run.finished
        ? strings.interrupting()
        : run.record.windowClosed
          ? strings.windowClosed()
          : strings.runStatus(status);
    this.memory.showsRun(run.record.id);
    this.announcer.say(strings.announcement(strings.runTitle(run.record.source), statusWords));
    const header = runHeader({
      record: run.record,
      engines: withoutClient(engines),
      status,
      statusWords,
      wall: run.finished || job?.serial ? run.record.metrics.wall : (range.to - range.from) / 1000,
      canRerun: model.canRerun,
      interrupt: () =>
        this.change(() => {
          this.interrupting = true;
          post({ type: "interrupt" });
        }),
      rerun: () => post({ type: "rerun" }),
      chooseInput: () => post({ type: "chooseInput" }),
    });
    const stuck = stuckEngines(model.notStopping, (engine) =>
      this.change(() => {
        model.settle(engine);
        post({ type: "restartEngine", engine });
      }),
    );
    const explanation = this.explanation(run);
    const revision = [model.generation, model.taskRevision, run.finished];
    const hasTasks = engines.some(({ tasks }) => tasks.length > 0);
    const isJob = run.record.kind === "mapreduce";
    const why = explanation ? this.whyTemplate(run, explanation) : nothing;
    const timeline = hasTasks
      ? this.timeline.template(engines, range, revision, this.fold("timeline"))
      : nothing;
    const outputs = this.outputs.template(run, engines, range);
    const listed =
      cells.length > 0
        ? cellsSection({
            ...{ cells, finished: run.finished, from: range.from },
            openTask: (task) => this.outputs.openTask(task),
          })
        : nothing;
    // Of code, people want to see what it printed; of a job its results, and then where the time went.
    return html`${this.outputs.searchTemplate()} ${header} ${stuck} ${why}
      ${job?.counters && run.finished ? this.rowsTemplate(run.record.id, job.counters.rows) : nothing}
      ${isJob ? html`${timeline} ${outputs}` : html`${listed} ${outputs} ${timeline}`}
      ${timeBarPatterns()}${causePatterns()}`;
  }

  private whyTemplate({ record }: RunSnapshot, explanation: Explanation): TemplateResult {
    const { model, post } = this.options;
    const measure = () => post({ type: "measure", runId: record.id });
    return whySection({
      record,
      explanation,
      fold: this.fold(record.kind === "mapreduce" ? "why" : "whyOfCode"),
      isMeasuring: model.isMeasuring,
      ...(model.canRerun && { measure }),
    });
  }

  private explanation(run: RunSnapshot): Explanation | undefined {
    const { finished, record } = run;
    const of = [
      this.options.model.taskRevision,
      finished,
      record.job?.outcome,
      record.job?.serial?.wall,
      record.baseline?.wall,
    ].join();
    if (this.explained.of !== of) this.explained = { of, explanation: explainSnapshot(run) };
    return this.explained.explanation;
  }

  private fold(section: PanelSection): Foldable {
    const isFolded = this.memory.isFolded(section);
    return { isFolded, toggle: () => this.change(() => this.memory.fold(section, !isFolded)) };
  }

  private rowsTemplate(runId: string, total: number): TemplateResult {
    this.rows.show(runId);
    const save = () => this.options.post({ type: "saveResults", runId });
    return rowsSection({ rows: this.rows, total, save });
  }

  private change(action: () => void): void {
    action();
    this.options.requestRender();
  }
}

/** Gives the keyboard to a button that has only just come: it takes none before it has drawn itself. */
async function focusWhenDrawn(id: string): Promise<void> {
  const button = document.getElementById(id) as VscodeButton | null;
  await button?.updateComplete;
  button?.focus();
}
