import type { Disposable } from "../base/disposable";
import type { JobRecord } from "../protocol/jobRecord";
import type { Baseline, EngineOutput, OutputItem, RunDelta, RunEngine, TaskRecord } from "../protocol/run";
import type { Run } from "./run";

/** Gathers what changes in a run between two looks, so that a view pays for the change and not for the whole. */
export class DeltaCollector implements Disposable {
  private engines = new Map<number, RunEngine>();
  private tasks = new Map<number, TaskRecord>();
  private items = new Map<number, OutputItem[]>();
  private notKept = new Map<number, number>();
  private job: JobRecord | undefined;
  private baseline: Baseline | undefined;
  private readonly subscription: Disposable;
  /** Whether `onFirst` was told since the last `take`. */
  private told = false;

  /** `onFirst` is told when something changed after the last `take`. */
  constructor(
    private readonly run: Run,
    onFirst: () => void,
  ) {
    for (const { engine, notKept } of run.snapshot().outputs) if (notKept) this.notKept.set(engine, notKept);
    this.subscription = run.onDidChange((change) => {
      if (change.type === "engine") this.engines.set(change.engine.id, change.engine);
      else if (change.type === "task") this.tasks.set(change.task.id, change.task);
      else if (change.type === "item") this.itemsOf(change.engine).push(change.item);
      else if (change.type === "job") this.job = change.job;
      else if (change.type === "baseline") this.baseline = change.baseline;
      else if (change.type === "notKept") this.notKept.set(change.engine, change.bytes);
      if (this.told) return;
      this.told = true;
      onFirst();
    });
  }

  /** What changed since the last call. */
  take(): RunDelta {
    this.told = false;
    const ids = new Set([...this.items.keys(), ...this.notKept.keys()]);
    const outputs: EngineOutput[] = [...ids].map((engine) => ({
      engine,
      items: merged(this.items.get(engine) ?? []),
      notKept: this.notKept.get(engine) ?? 0,
    }));
    const delta: RunDelta = {
      runId: this.run.id,
      engines: [...this.engines.values()],
      tasks: [...this.tasks.values()],
      outputs,
      metrics: this.run.record().metrics,
      ...(this.job && { job: this.job }),
      ...(this.baseline && { baseline: this.baseline }),
      finished: this.run.finished,
    };
    this.engines = new Map();
    this.tasks = new Map();
    this.items = new Map();
    this.job = undefined;
    this.baseline = undefined;
    return delta;
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private itemsOf(engine: number): OutputItem[] {
    const items = this.items.get(engine) ?? [];
    this.items.set(engine, items);
    return items;
  }
}

/** Neighbouring texts of one stream and task as one, so that a chatty engine costs one message. */
function merged(items: readonly OutputItem[]): OutputItem[] {
  const result: OutputItem[] = [];
  for (const item of items) {
    const last = result.at(-1);
    if (
      item.kind === "text" &&
      last?.kind === "text" &&
      last.stream === item.stream &&
      last.task === item.task
    ) {
      result[result.length - 1] = { ...last, text: last.text + item.text };
    } else result.push(item);
  }
  return result;
}
