import type { VscodeButton } from "@vscode-elements/elements/dist/vscode-button/vscode-button.js";
import { html, nothing, render, type TemplateResult } from "lit/html.js";
import type { FromPanel, PanelSection, ToPanel } from "../../../src/protocol/panel";
import type { RunSnapshot } from "../../../src/protocol/run";
import type { SweepRecord } from "../../../src/protocol/sweep";
import type { Explanation } from "../../../src/runs/explain/explainRun";
import { type CommonOutput, commonOutput, type OddOutput } from "../model/commonOutput";
import { type EngineSummary, engineSummaries, runRange } from "../model/engineSummary";
import { type CommonError, commonErrors } from "../model/errorGroups";
import { explainSnapshot } from "../model/explainSnapshot";
import { OutputBlocks } from "../model/outputBlocks";
import { RowsModel } from "../model/rowsModel";
import type { RunModel } from "../model/runModel";
import { runStatus } from "../model/runStatus";
import { sweepCurves } from "../model/sweepCurves";
import { strings } from "../strings";
import { Announcer } from "./announcer";
import { emptyState } from "./emptyState";
import type { RowOutput } from "./engineRow";
import { enginesSection } from "./enginesSection";
import { errorGroups } from "./errorGroups";
import type { Foldable } from "./foldHeading";
import type { OutputDoors } from "./outputBlock";
import type { LogOptions, OutputLog } from "./outputLog";
import { OutputLogs } from "./outputLogs";
import { OutputSearch, type SearchedOutput } from "./outputSearch";
import { PanelMemory, type StateStore } from "./panelMemory";
import { rowsSection } from "./rowsSection";
import { runHeader } from "./runHeader";
import { sharedOutput } from "./sharedOutput";
import { stuckEngines } from "./stuckEngines";
import { SweepChart } from "./sweepChart";
import { sweepSection } from "./sweepSection";
import { type TimeRange, timeBarPatterns } from "./timeBar";
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
  private readonly logs: OutputLogs;
  private readonly doors: OutputDoors;
  private readonly search: OutputSearch;
  private readonly rows: RowsModel;
  private readonly timeline: TimelinePart;
  /** Made when there is a sweep to draw. */
  private chart: SweepChart | undefined;
  private shownSweep: SweepRecord | undefined;
  private generation = 0;
  private perEngine = false;
  private interrupting = false;
  /** What engines of the finished run have in common, as of a revision of the outputs. */
  private common: { readonly revision: number; readonly output?: CommonOutput | undefined } = { revision: 0 };
  private errors: { readonly of: string; readonly groups: readonly CommonError[] } = { of: "", groups: [] };
  /** What can be searched, as it was last drawn. */
  private searched: SearchedOutput[] = [];
  /** Of the run as of a revision of its tasks and its end. */
  private explained: { readonly of: string; readonly explanation?: Explanation | undefined } = { of: "" };
  /** A task whose output is to be shown once it is on the page. */
  private wanted: number | undefined;
  private tick: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: ResultsViewOptions) {
    this.doors = {
      openLocation: (filename, line) => options.post({ type: "openLocation", filename, line }),
      openText: (text, language) => options.post({ type: "openText", text, language }),
    };
    this.memory = new PanelMemory(options.state);
    this.logs = new OutputLogs((task) => options.model.task(task)?.label, this.doors);
    this.search = new OutputSearch({
      root: options.root,
      outputs: () => this.searched,
      revision: () => `${options.model.generation} ${options.model.outputRevision} ${this.perEngine}`,
      requestRender: options.requestRender,
    });
    this.rows = new RowsModel((runId, query) => {
      options.post({ type: "rows", runId, query });
      options.requestRender();
    });
    this.timeline = new TimelinePart(
      this.memory,
      (task) => this.openTask(task),
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
    this.logs.follow();
    this.showWanted();
    this.search.settle();
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
    this.logs.clear();
    this.search.clear();
    this.timeline.clear();
    this.explained = { of: "" };
    this.wanted = undefined;
    this.perEngine = false;
    this.interrupting = false;
  }

  private runTemplate(run: RunSnapshot): TemplateResult {
    const { model, post } = this.options;
    const engines = engineSummaries(run);
    const range = runRange(run, Date.now());
    const { job } = run.record;
    const status = runStatus(engines, run.finished, job?.outcome);
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
      engines,
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
    const common = run.finished ? this.commonOutput(engines) : undefined;
    const errors = this.commonErrors(run);
    const explanation = this.explanation(run);
    const revision = [model.generation, model.taskRevision, run.finished];
    const hasTasks = engines.some(({ tasks }) => tasks.length > 0);
    const isJob = run.record.kind === "mapreduce";
    const why = explanation ? this.whyTemplate(run, explanation) : nothing;
    const timeline = hasTasks
      ? this.timeline.template(engines, range, revision, this.fold("timeline"))
      : nothing;
    this.searched = [];
    const outputs = html`${errorGroups(errors, engines.length, this.doors)}
      ${common ? this.sharedTemplate(engines, common) : nothing}
      ${engines.length > 0 ? this.enginesTemplate(run, engines, range, common) : nothing}`;
    // Of code, people want to see what it printed; of a job its results, and then where the time went.
    return html`${this.search.template()} ${header} ${stuck} ${why}
      ${job?.counters && run.finished ? this.rowsTemplate(run.record.id, job.counters.rows) : nothing}
      ${isJob ? html`${timeline} ${outputs}` : html`${outputs} ${timeline}`}
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

  /** Goes to what a task put out, wherever that is now. */
  private openTask(id: number): void {
    const task = this.options.model.task(id);
    if (!task) return;
    this.wanted = id;
    const { outputs } = this.options.model.run ?? { outputs: [] };
    this.perEngine ||= outputs.some(({ engine, items }) => engine === task.engine && items.length > 0);
    this.collapse([task.engine], false);
  }

  private showWanted(): void {
    const task = this.wanted === undefined ? undefined : this.options.model.task(this.wanted);
    this.wanted = undefined;
    if (!task) return;
    const heading = document.getElementById(`engine-${task.engine}`);
    if (!this.logs.reveal(strings.engine(task.engine), task.id))
      heading?.scrollIntoView({ block: "nearest" });
  }

  private rowsTemplate(runId: string, total: number): TemplateResult {
    this.rows.show(runId);
    const save = () => this.options.post({ type: "saveResults", runId });
    return rowsSection({ rows: this.rows, total, save });
  }

  private sharedTemplate(
    engines: readonly EngineSummary[],
    { same }: CommonOutput,
  ): TemplateResult | typeof nothing {
    const [first] = same;
    if (!first) return nothing;
    const ids = same.map(({ id }) => id);
    const isAll = same.length === engines.length;
    const name = isAll ? strings.everyEngine(ids.length) : strings.someEngines(ids);
    if (!first.hasOutput) {
      return sharedOutput({
        name,
        heading: isAll ? strings.identicalSilence(ids.length) : strings.silentSome(ids),
      });
    }
    return sharedOutput({
      name,
      heading: isAll ? strings.identical(ids.length) : strings.identicalSome(ids),
      content: {
        ...(!this.perEngine && { output: this.log(name, first, {}).element }),
        toggle: () =>
          this.change(() => {
            this.perEngine = !this.perEngine;
          }),
        copy: () => this.copy(first),
      },
    });
  }

  private enginesTemplate(
    { record, finished }: RunSnapshot,
    engines: readonly EngineSummary[],
    range: TimeRange,
    common: CommonOutput | undefined,
  ): TemplateResult {
    const isFolded = (engine: EngineSummary) => !this.perEngine && common?.same.includes(engine) === true;
    const rows = engines.map((engine) => ({
      engine,
      range,
      ...(!isFolded(engine) && { output: this.rowOutput(engine, finished, common) }),
      ...differenceOf(common?.odd.get(engine.id)),
    }));
    const ids = rows.flatMap(({ engine, output }) => (output ? engine.id : []));
    const allCollapsed = ids.every((id) => this.memory.isCollapsed(id));
    return enginesSection({
      kind: record.kind,
      rows,
      find: engines.some(({ hasOutput }) => hasOutput) ? () => this.search.open() : undefined,
      ...(ids.length > 0 && { allCollapsed, toggleAll: () => this.collapse(ids, !allCollapsed) }),
    });
  }

  private rowOutput(engine: EngineSummary, finished: boolean, common: CommonOutput | undefined): RowOutput {
    const collapsed = this.memory.isCollapsed(engine.id);
    const toggle = () => this.collapse([engine.id], !collapsed);
    if (!engine.hasOutput) {
      return { collapsed, toggle, content: finished ? strings.noOutput() : strings.noOutputYet() };
    }
    const options = {
      errorsGrouped: this.errors.groups.some(({ engines }) => engines.includes(engine.id)),
      oddLine: common?.odd.get(engine.id)?.first?.line,
    };
    // What nobody sees is not laid out until it is expanded, or searched.
    const unfold = () => this.memory.collapse([engine.id], false);
    if (collapsed) {
      this.searched.push({
        get log() {
          return show();
        },
        unfold,
      });
    }
    const show = () => this.bringUp(strings.engine(engine.id), engine, options);
    const content = collapsed ? undefined : this.log(strings.engine(engine.id), engine, options).element;
    return { collapsed, toggle, content, copy: () => this.copy(engine) };
  }

  /** A log that is on the page. */
  private log(name: string, engine: EngineSummary, options: Partial<LogOptions>): OutputLog {
    const log = this.bringUp(name, engine, options);
    this.searched.push({ log, unfold: () => undefined });
    return log;
  }

  private bringUp(name: string, { output, tasks }: EngineSummary, options: Partial<LogOptions>): OutputLog {
    return this.logs.bringUp(name, output, { severalTasks: tasks.length > 1, ...options });
  }

  private commonOutput(engines: readonly EngineSummary[]): CommonOutput | undefined {
    const { model } = this.options;
    const revision = model.outputRevision;
    if (this.common.revision !== revision) {
      this.common = { revision, output: commonOutput(engines, (task) => model.task(task)?.label) };
    }
    return this.common.output;
  }

  private commonErrors(run: RunSnapshot): readonly CommonError[] {
    const { generation, outputRevision, taskRevision } = this.options.model;
    const of = [generation, outputRevision, taskRevision].join();
    if (this.errors.of !== of) this.errors = { of, groups: commonErrors(run) };
    return this.errors.groups;
  }

  private collapse(engines: readonly number[], collapsed: boolean): void {
    this.change(() => this.memory.collapse(engines, collapsed));
  }

  private copy({ output }: EngineSummary): void {
    const blocks = new OutputBlocks((task) => this.options.model.task(task)?.label);
    blocks.append(output.items);
    this.options.post({ type: "copy", text: blocks.text() });
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

function differenceOf(odd: OddOutput | undefined): { readonly difference?: string } {
  if (!odd) return {};
  const { first } = odd;
  return { difference: first ? strings.differsAt(first.line, first.left, first.right) : strings.differs() };
}
