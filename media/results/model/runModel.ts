import type { ToPanel } from "../../../src/protocol/panel";
import type {
  EngineOutput,
  OutputItem,
  RunDelta,
  RunEngine,
  RunRecord,
  RunSnapshot,
  TaskRecord,
} from "../../../src/protocol/run";
import type { SweepRecord } from "../../../src/protocol/sweep";

/** What the host says of the run that is shown. */
export type OfRun = Extract<ToPanel, { type: "snapshot" | "delta" | "notStopping" | "sweep" | "measuring" }>;

interface GrowingOutput extends EngineOutput {
  readonly items: OutputItem[];
  notKept: number;
}

interface GrowingRun extends RunSnapshot {
  record: RunRecord & { readonly engines: RunEngine[]; readonly tasks: TaskRecord[] };
  readonly outputs: GrowingOutput[];
  finished: boolean;
}

/**
 * What the panel knows: the run it shows, kept up to date from the host's messages. A snapshot followed by
 * deltas gives the same `run` as a snapshot taken after them. Lists only grow until the next snapshot, so a
 * reader may remember how far it has read; `generation` tells when to start over.
 */
export class RunModel {
  private current: GrowingRun | undefined;
  private readonly taskPositions = new Map<number, number>();
  private stuck: readonly number[] = [];

  /** Whether the host can run it again. */
  canRerun = false;
  /** Whether the run's work is being done on one engine, to compare. */
  isMeasuring = false;
  /** Takes the place of the run. */
  sweep: SweepRecord | undefined;
  /** Counts snapshots. */
  generation = 0;
  /** Counts what has been added to outputs. */
  outputRevision = 0;
  /** Counts changes of tasks. */
  taskRevision = 0;

  /** The run to show; absent when nothing has run yet. */
  get run(): RunSnapshot | undefined {
    return this.current;
  }

  /** Engines that did not stop when interrupted and are still at it. */
  get notStopping(): readonly number[] {
    return this.stuck;
  }

  /** One task of the run. */
  task(id: number): TaskRecord | undefined {
    const position = this.taskPositions.get(id);
    return position === undefined ? undefined : this.current?.record.tasks[position];
  }

  /** Takes a message in and answers whether it changed anything. */
  receive(message: OfRun): boolean {
    switch (message.type) {
      case "snapshot":
        this.sweep = undefined;
        this.restart(message.run);
        this.canRerun = message.canRerun;
        this.isMeasuring = message.isMeasuring ?? false;
        return true;
      case "delta":
        return this.apply(message.delta);
      case "sweep":
        this.sweep = message.sweep;
        return true;
      case "measuring":
        if (message.runId !== this.current?.record.id) return false;
        this.isMeasuring = message.isMeasuring;
        return true;
      case "notStopping":
        this.stuck = [...new Set([...this.stuck, ...message.engines])];
        return true;
    }
  }

  /** Stops reporting an engine as one that does not stop: somebody is dealing with it. */
  settle(engine: number): void {
    this.stuck = this.stuck.filter((id) => id !== engine);
  }

  private restart(run: RunSnapshot | undefined): void {
    this.generation += 1;
    this.outputRevision += 1;
    this.stuck = [];
    this.taskPositions.clear();
    this.current = run && {
      record: { ...run.record, engines: [...run.record.engines], tasks: [] },
      outputs: run.outputs.map((output) => ({ ...output, items: [...output.items] })),
      finished: run.finished,
    };
    for (const task of run?.record.tasks ?? []) this.takeTask(task);
  }

  private apply(delta: RunDelta): boolean {
    const run = this.current;
    if (run?.record.id !== delta.runId) return false;
    for (const engine of delta.engines) takeEngine(run.record.engines, engine);
    for (const task of delta.tasks) this.takeTask(task);
    for (const output of delta.outputs) takeOutput(run.outputs, output);
    if (delta.outputs.length > 0) this.outputRevision += 1;
    const { metrics, job, baseline } = delta;
    run.record = { ...run.record, metrics, ...(job && { job }), ...(baseline && { baseline }) };
    run.finished = delta.finished;
    this.stuck = run.finished ? [] : this.stuck.filter((engine) => isAtWork(run.record.tasks, engine));
    return true;
  }

  private takeTask(task: TaskRecord): void {
    const tasks = this.current?.record.tasks;
    if (!tasks) return;
    this.taskRevision += 1;
    const position = this.taskPositions.get(task.id) ?? tasks.length;
    this.taskPositions.set(task.id, position);
    tasks[position] = task;
  }
}

function takeEngine(engines: RunEngine[], engine: RunEngine): void {
  const position = engines.findIndex(({ id }) => id === engine.id);
  engines[position < 0 ? engines.length : position] = engine;
  engines.sort((a, b) => a.id - b.id);
}

function takeOutput(outputs: GrowingOutput[], added: EngineOutput): void {
  const output = outputs.find(({ engine }) => engine === added.engine);
  if (!output) {
    outputs.push({ ...added, items: [...added.items] });
    return;
  }
  for (const item of added.items) output.items.push(item);
  output.notKept = added.notKept;
}

function isAtWork(tasks: readonly TaskRecord[], engine: number): boolean {
  return tasks.some((task) => task.engine === engine && task.status === "pending");
}
