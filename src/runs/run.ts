import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { now } from "../base/clock";
import { Emitter } from "../base/event";
import type { CallEvent, EngineTiming, TaskError, TaskStatus } from "../protocol/engineCalls";
import type { JobRecord } from "../protocol/jobRecord";
import type { Phase } from "../protocol/phase";
import type {
  BackendId,
  Baseline,
  EngineOutput,
  OutputItem,
  RunEngine,
  RunKind,
  RunRecord,
  RunSnapshot,
  RunSource,
  TaskRecord,
} from "../protocol/run";
import type { RichValue } from "../protocol/values";
import { metricsOf } from "./timing";

export interface RunOptions {
  readonly kind: RunKind;
  readonly backend: BackendId;
  readonly source: RunSource;
  /** Characters of output kept for one engine in the whole run. */
  readonly outputLimit: number;
  /** The speed-up that the user expects. */
  readonly guess?: number | undefined;
  /** Titles of the cells, where each runs once, on whichever engine is free. */
  readonly cells?: readonly string[] | undefined;
}

/** One thing that happened in a run. */
export type RunChange =
  | { readonly type: "engine"; readonly engine: RunEngine }
  | { readonly type: "task"; readonly task: TaskRecord }
  | { readonly type: "item"; readonly engine: number; readonly item: OutputItem }
  | { readonly type: "notKept"; readonly engine: number; readonly bytes: number }
  | { readonly type: "job"; readonly job: JobRecord }
  | { readonly type: "baseline"; readonly baseline: Baseline }
  | { readonly type: "finished" };

/** What is known of a task when it is handed to an engine. */
export interface TaskBeginning {
  readonly attempt?: number;
  readonly label?: string;
  readonly records?: number;
  /** Now, unless another says when it was: ms since the epoch. */
  readonly submitted?: number;
}

/** How a task ended. */
export interface TaskEnd extends Partial<EngineTiming> {
  readonly status: TaskStatus;
  readonly error?: TaskError;
  readonly result?: RichValue;
  readonly bytesIn?: number;
  readonly bytesOut?: number;
  readonly notKept?: number;
  readonly records?: number;
}

/** One thing that a task gave, other than text. */
export type TaskItem =
  | { readonly kind: "display" | "result"; readonly value: RichValue }
  | { readonly kind: "error"; readonly error: TaskError };

interface Output {
  readonly items: OutputItem[];
  size: number;
  notKept: number;
}

/** One user action and all it caused: tasks and what they put out. Views write it, hosts and exports read it. */
export class Run {
  readonly id: string = randomUUID();
  private readonly created = now();
  private readonly changes = new Emitter<RunChange>();
  private readonly engines = new Map<number, RunEngine>();
  private readonly tasks: TaskRecord[] = [];
  private readonly outputs = new Map<number, Output>();
  private job: JobRecord | undefined;
  private baseline: Baseline | undefined;
  private done = false;
  readonly onDidChange = this.changes.event;

  constructor(private readonly options: RunOptions) {}

  get finished(): boolean {
    return this.done;
  }

  get source(): RunSource {
    return this.options.source;
  }

  /** Records that an engine takes part, or that another process took its place. */
  addEngine(engine: RunEngine): void {
    const known = this.engines.get(engine.id);
    if (known?.pid === engine.pid) return;
    this.engines.set(engine.id, engine);
    this.changes.fire({ type: "engine", engine });
  }

  /** Records a task as handed to an engine now. */
  beginTask(engine: number, phase: Phase, more: TaskBeginning = {}) {
    const { attempt = 1, label, records = 0, submitted = now() } = more;
    const task: TaskRecord = {
      id: this.tasks.length,
      engine,
      phase,
      attempt,
      status: "pending",
      submitted,
      cpuSeconds: 0,
      waitSeconds: 0,
      bytesIn: 0,
      bytesOut: 0,
      records,
      ...(label !== undefined && { label }),
    };
    this.tasks.push(task);
    this.changes.fire({ type: "task", task });
    return task;
  }

  /** Records what a running task puts out. */
  taskEvent(task: TaskRecord, event: CallEvent): void {
    if (event.type === "output") this.text(task, event.stream, event.text);
    else if (event.type === "started") this.startTask(task, event.time);
    else if (event.type === "display")
      this.add(task, { task: task.id, kind: "display", value: event.value }, 0);
  }

  /** Records a value or an error that came of a task before, or after, its end. */
  taskItem(task: TaskRecord, item: TaskItem): void {
    if (item.kind === "error") this.add(task, { task: task.id, kind: "error", error: item.error }, 0);
    else this.add(task, { task: task.id, kind: item.kind, value: item.value }, 0);
  }

  /** Records a task's end. */
  endTask(task: TaskRecord, end: TaskEnd): void {
    const { status, error, result, notKept, ...figures } = end;
    Object.assign(task, figures, { status, received: now() });
    if (result) this.add(task, { task: task.id, kind: "result", value: result }, 0);
    if (error) this.add(task, { task: task.id, kind: "error", error }, 0);
    if (notKept) this.drop(task.engine, notKept);
    this.changes.fire({ type: "task", task });
  }

  /** Records the error that a failure was reported with, with the engine's last task that failed. */
  tellError(engine: number, error: TaskError): void {
    const failed = this.tasks.findLast((task) => task.engine === engine && task.status !== "ok");
    if (failed) this.add(failed, { task: failed.id, kind: "error", error }, 0);
  }

  /** Records output that belongs to no task, as background threads write it, with the engine's last task. */
  strayOutput(engine: number, stream: "stdout" | "stderr", text: string): void {
    const last = this.tasks.findLast((task) => task.engine === engine);
    if (last) this.text(last, stream, text);
  }

  /** Records what is new of the map/reduce job that the run is of. */
  updateJob(news: Partial<JobRecord>): void {
    this.job = { reason: "", input: [], ...this.job, ...news };
    this.changes.fire({ type: "job", job: this.job });
  }

  /** Records what one engine needs for the same work. */
  setBaseline(baseline: Baseline): void {
    this.baseline = baseline;
    this.changes.fire({ type: "baseline", baseline });
  }

  finish(): void {
    if (this.done) return;
    this.done = true;
    this.changes.fire({ type: "finished" });
  }

  record(): RunRecord {
    const { kind, backend, source, guess, cells } = this.options;
    return {
      id: this.id,
      kind,
      backend,
      source,
      engines: [...this.engines.values()].sort((a, b) => a.id - b.id),
      cores: availableParallelism(),
      created: this.created,
      tasks: this.tasks,
      metrics: metricsOf(this.tasks),
      ...(this.job && { job: this.job }),
      ...(this.baseline && { baseline: this.baseline }),
      ...(cells && { cells }),
      ...(guess !== undefined && { guess }),
    };
  }

  snapshot(): RunSnapshot {
    const outputs: EngineOutput[] = [...this.outputs].map(([engine, { items, notKept }]) => ({
      engine,
      items,
      notKept,
    }));
    return { record: this.record(), outputs, finished: this.done };
  }

  private startTask(task: TaskRecord, time: number): void {
    task.started = time;
    this.changes.fire({ type: "task", task });
  }

  private output(engine: number): Output {
    let output = this.outputs.get(engine);
    if (!output) {
      output = { items: [], size: 0, notKept: 0 };
      this.outputs.set(engine, output);
    }
    return output;
  }

  private text(task: TaskRecord, stream: "stdout" | "stderr", text: string): void {
    const room = Math.max(0, this.options.outputLimit - this.output(task.engine).size);
    const kept = text.length <= room ? text : text.slice(0, room);
    if (kept.length < text.length) this.drop(task.engine, text.length - kept.length);
    if (kept) this.add(task, { task: task.id, kind: "text", stream, text: kept }, kept.length);
  }

  private add(task: TaskRecord, item: OutputItem, size: number): void {
    const output = this.output(task.engine);
    output.items.push(item);
    output.size += size;
    this.changes.fire({ type: "item", engine: task.engine, item });
  }

  private drop(engine: number, bytes: number): void {
    const output = this.output(engine);
    output.notKept += bytes;
    this.changes.fire({ type: "notKept", engine, bytes: output.notKept });
  }
}
