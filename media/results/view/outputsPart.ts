import { html, nothing, type TemplateResult } from "lit/html.js";
import type { FromPanel } from "../../../src/protocol/panel";
import type { RunSnapshot } from "../../../src/protocol/run";
import { type CommonOutput, commonOutput, type OddOutput } from "../model/commonOutput";
import type { EngineSummary } from "../model/engineSummary";
import { type CommonError, commonErrors } from "../model/errorGroups";
import { OutputBlocks } from "../model/outputBlocks";
import type { RunModel } from "../model/runModel";
import { strings } from "../strings/strings";
import type { RowOutput } from "./engineRow";
import { enginesSection } from "./enginesSection";
import { errorGroups } from "./errorGroups";
import type { LogOptions, OutputLog } from "./outputLog";
import { OutputLogs } from "./outputLogs";
import { OutputSearch, type SearchedOutput } from "./outputSearch";
import type { PanelMemory } from "./panelMemory";
import { sharedOutput } from "./sharedOutput";
import { TextPainter } from "./text/textPainter";
import type { TimeRange } from "./timeBar";

export interface OutputsPartOptions {
  readonly model: RunModel;
  readonly memory: PanelMemory;
  readonly root: HTMLElement;
  post(message: FromPanel): void;
  /** Draws the panel anew. */
  readonly requestRender: () => void;
}

/** The part of the panel with what the engines put out: errors in common, output in common, each engine's own, and the find box. */
export class OutputsPart {
  private readonly painter: TextPainter;
  private readonly logs: OutputLogs;
  private readonly search: OutputSearch;
  private perEngine = false;
  /** What engines of the finished run have in common, as of a revision of the outputs. */
  private common: { readonly revision: number; readonly output?: CommonOutput | undefined } = { revision: 0 };
  private errors: { readonly of: string; readonly groups: readonly CommonError[] } = { of: "", groups: [] };
  /** What can be searched, as it was last drawn. */
  private searched: SearchedOutput[] = [];
  /** A task whose output is to be shown once it is on the page. */
  private wanted: number | undefined;

  constructor(private readonly options: OutputsPartOptions) {
    const { model, root, requestRender, post } = options;
    this.painter = new TextPainter({
      openLocation: (filename, line, column) =>
        post({ type: "openLocation", filename, line, ...(column !== undefined && { column }) }),
      openLink: (url) => post({ type: "openLink", url }),
      openText: (text, language) => post({ type: "openText", text, language }),
    });
    this.logs = new OutputLogs((task) => model.task(task)?.label, this.painter);
    this.search = new OutputSearch({
      root,
      outputs: () => this.searched,
      revision: () => `${model.generation} ${model.outputRevision} ${this.perEngine}`,
      requestRender,
    });
  }

  /** Begins with another run. */
  clear(): void {
    this.logs.clear();
    this.search.clear();
    this.wanted = undefined;
    this.perEngine = false;
  }

  /** The find box, while it is open. */
  searchTemplate(): TemplateResult | typeof nothing {
    return this.search.template();
  }

  template(run: RunSnapshot, engines: readonly EngineSummary[], range: TimeRange): TemplateResult {
    // Engines that did different cells have nothing in common, even where they printed the same.
    const common = run.finished && !run.record.cells ? this.commonOutput(engines) : undefined;
    const errors = this.commonErrors(run);
    this.searched = [];
    return html`${errorGroups(errors, engines.length, this.painter)}
      ${common ? this.sharedTemplate(engines, common) : nothing}
      ${engines.length > 0 ? this.enginesTemplate(run, engines, range, common) : nothing}`;
  }

  /** To be called once the page is drawn. */
  settle(): void {
    this.logs.follow();
    this.showWanted();
    this.search.settle();
  }

  /** Goes to what a task put out, wherever that is now. */
  openTask(id: number): void {
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
    const allCollapsed = ids.every((id) => this.options.memory.isCollapsed(id));
    return enginesSection({
      kind: record.kind,
      rows,
      find: engines.some(({ hasOutput }) => hasOutput) ? () => this.search.open() : undefined,
      ...(ids.length > 0 && { allCollapsed, toggleAll: () => this.collapse(ids, !allCollapsed) }),
    });
  }

  private rowOutput(engine: EngineSummary, finished: boolean, common: CommonOutput | undefined): RowOutput {
    const collapsed = this.options.memory.isCollapsed(engine.id);
    const toggle = () => this.collapse([engine.id], !collapsed);
    if (!engine.hasOutput) {
      return { collapsed, toggle, content: finished ? strings.noOutput() : strings.noOutputYet() };
    }
    const options = {
      errorsGrouped: this.errors.groups.some(({ engines }) => engines.includes(engine.id)),
      oddLine: common?.odd.get(engine.id)?.first?.line,
    };
    // What nobody sees is not laid out until it is expanded, or searched.
    const unfold = () => this.options.memory.collapse([engine.id], false);
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
    this.change(() => this.options.memory.collapse(engines, collapsed));
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

function differenceOf(odd: OddOutput | undefined): { readonly difference?: string } {
  if (!odd) return {};
  const { first } = odd;
  return { difference: first ? strings.differsAt(first.line, first.left, first.right) : strings.differs() };
}
