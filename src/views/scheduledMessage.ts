import type { Disposable } from "../base/disposable";
import type { LabsError } from "../base/errors";
import type { Engine } from "../engines/engine";
import type { ScheduledOutcome } from "../engines/scheduler";
import type { CallEvent, ChunkOutcome } from "../protocol/engineCalls";
import type { TaskRecord } from "../protocol/run";
import type { Run } from "../runs/run";
import type { Chunk } from "./chunkQueue";
import { failureOf } from "./failure";
import type { MapResults } from "./mapResults";

/**
 * Chunks that go to one engine together, once the cluster's scheduler has found one: then they become tasks of the run, and
 * again on another engine when that one has died.
 */
export class ScheduledMessage {
  /** Attempts that have begun, those of other messages with the same chunks included. */
  attempt: number;
  private readonly before: number;
  private readonly open: Set<number>;
  private tasks: readonly TaskRecord[] = [];
  private whole: ChunkOutcome | undefined;
  private engine: Disposable | undefined;

  /** `onLost` is told of every engine that dies under it. */
  constructor(
    private readonly chunks: readonly Chunk[],
    private readonly run: Run,
    private readonly came: MapResults,
    private readonly onLost: (failure: LabsError) => void,
  ) {
    this.open = new Set(chunks.keys());
    this.before = this.attempt = Math.max(...chunks.map(({ attempt }) => attempt)) - 1;
  }

  /** An engine begins with what is open. */
  begin(engine: Engine, { attempt, submitted }: { attempt: number; submitted: number }): void {
    this.lose(engine.info.id, "died");
    this.attempt = this.before + attempt;
    const { id, pid, host, restarts } = engine.info;
    this.run.addEngine({ id, pid, host });
    this.tasks = this.chunks.map(({ items }, at) =>
      this.open.has(at)
        ? this.run.beginTask(id, "map", { attempt: this.attempt, records: items.length, submitted })
        : (this.tasks[at] as TaskRecord),
    );
    // The scheduler's word on a death comes seconds later.
    this.engine = engine.onDidChange((info) => {
      if (info.restarts !== restarts) this.lose(id, info.lastDeath ?? "died");
    });
  }

  /** Takes what its engine tells. */
  take(event: CallEvent): void {
    const [first] = this.tasks;
    if (event.type === "chunks") for (const chunk of event.chunks) this.finish(chunk);
    else if (first) this.run.taskEvent(first, event);
  }

  /** Ends the tasks with how the message ended. Answers the chunks that are not done, for another attempt. */
  land({ status, error, started, completed }: ScheduledOutcome): readonly Chunk[] {
    if (this.whole) this.end(this.whole, { started, completed });
    this.forget();
    const left = [...this.open];
    for (const task of this.pending()) {
      this.run.endTask(task, { status: status === "ok" ? "error" : status, ...(error && { error }) });
    }
    this.tasks = [];
    return left.flatMap((at) => {
      const chunk = this.chunks[at];
      return chunk ? [{ ...chunk, attempt: this.attempt + 1 }] : [];
    });
  }

  /** A message that is one chunk waits for its end, whose times ipyparallel recorded; of several each has its own. */
  private finish(outcome: ChunkOutcome): void {
    if (this.chunks.length === 1) this.whole = outcome;
    else this.end(outcome, outcome);
  }

  private end(outcome: ChunkOutcome, times: { started: number; completed: number }): void {
    const chunk = this.chunks[outcome.index];
    const task = this.tasks[outcome.index];
    if (chunk && task && this.open.delete(outcome.index)) this.came.take(chunk, task, outcome, times);
  }

  /** Its engine is gone, if one had it. */
  private lose(id: number, message: string): void {
    if (!this.engine) return;
    this.forget();
    this.whole = undefined;
    const error = { name: "EngineDied", message, traceback: "" };
    this.onLost(failureOf(this.tasks[0]?.engine ?? id, "died", error));
    for (const task of this.pending()) this.run.endTask(task, { status: "died", error });
  }

  private pending(): readonly TaskRecord[] {
    return [...this.open].flatMap((at) => {
      const task = this.tasks[at];
      return task?.status === "pending" ? [task] : [];
    });
  }

  private forget(): void {
    this.engine?.dispose();
    this.engine = undefined;
  }
}
