import type { DoneTask } from "./doneTasks";
import type { Stage, Stages } from "./stages";

/**
 * What an engine's time in a run went into.
 * - `working`: its tasks, as in a run's serial time;
 * - `lost`: tasks that were in vain, because they failed and were done again or another engine was first;
 * - `core`: its tasks were ready to run and had no core;
 * - `starting`: from the beginning to its first task, in which its process starts and the code comes to it;
 * - `queueing`: it was free and the next task was not with it yet, or was and had not begun: the host's overhead;
 * - `moving`: a task was on its way to it, or a result on its way back;
 * - `serial`: there was work for one engine only, such as the last merge, and it was another;
 * - `slowest`: it was through with its part of a phase, and the slowest engine was not.
 */
export const causes = [
  "working",
  "lost",
  "core",
  "starting",
  "queueing",
  "moving",
  "serial",
  "slowest",
] as const;
export type Cause = (typeof causes)[number];

/** Where one engine's time went, in ms. */
export interface EngineTime {
  readonly engine: number;
  readonly spent: Readonly<Record<Cause, number>>;
  /** Of `slowest`, ms by the engine that was waited for. */
  readonly waitedFor: ReadonlyMap<number, number>;
}

/**
 * Where the time between `from` and `to` went on each engine that did any of the tasks. What stands in `spent` adds up
 * to `to - from` for each of them: every moment is counted once, whatever overlaps.
 * @param tasks in the order in which they were submitted
 */
export function timeSpent(
  tasks: readonly DoneTask[],
  stages: Stages,
  range: { readonly from: number; readonly to: number },
): EngineTime[] {
  const byEngine = new Map<number, DoneTask[]>();
  for (const task of tasks) {
    const own = byEngine.get(task.engine);
    if (own) own.push(task);
    else byEngine.set(task.engine, [task]);
  }
  return [...byEngine]
    .sort(([a], [b]) => a - b)
    .map(([engine, own]) => new EngineAccount(engine, stages, byEngine.size).balance(own, range));
}

/** Books one engine's time, moment by moment, to what it went into. */
class EngineAccount {
  private readonly spent: Record<Cause, number> = {
    working: 0,
    lost: 0,
    core: 0,
    starting: 0,
    queueing: 0,
    moving: 0,
    serial: 0,
    slowest: 0,
  };
  private readonly waitedFor = new Map<number, number>();
  /** The time up to which all is booked. */
  private at = 0;

  constructor(
    private readonly engine: number,
    private readonly stages: Stages,
    private readonly engines: number,
  ) {}

  balance(tasks: readonly DoneTask[], { from, to }: { from: number; to: number }): EngineTime {
    this.at = from;
    let before: DoneTask | undefined;
    for (const task of [...tasks].sort((a, b) => a.started - b.started)) {
      this.bookIdle(Math.min(task.started, to), before, task);
      this.bookWork(task, to);
      if (!before || task.completed >= before.completed) before = task;
    }
    this.bookIdle(to, before, undefined);
    return { engine: this.engine, spent: this.spent, waitedFor: this.waitedFor };
  }

  /** Books the time up to `until` to a cause; nothing where that is past. */
  private book(cause: Cause, until: number): number {
    const time = Math.max(0, until - this.at);
    this.spent[cause] += time;
    this.at = Math.max(this.at, until);
    return time;
  }

  private bookWork({ completed, waited, isLost }: DoneTask, to: number): void {
    const end = Math.min(completed, to);
    this.book("core", Math.min(end, this.at + waited));
    this.book(isLost ? "lost" : "working", end);
  }

  /** Books time in which the engine did nothing, between two of its tasks or before the first or after the last. */
  private bookIdle(until: number, before: DoneTask | undefined, next: DoneTask | undefined): void {
    const { list, indexOf } = this.stages;
    const nextStage = next && indexOf.get(next);
    for (const [index, stage] of list.entries()) {
      if (this.at >= until) return;
      if (index === nextStage) break;
      if (stage.to > this.at) this.bookEndOf(stage, Math.min(until, stage.to), before);
    }
    if (!next || !before) {
      this.book(before ? "moving" : "starting", until);
      return;
    }
    this.book("moving", Math.min(until, next.submitted, before.received));
    // A task that is tried again had not been there to do.
    if (next.attempt > 1) this.bookWaiting(Math.min(until, next.submitted), this.stages.list[nextStage ?? 0]);
    const wasThere = next.submitted <= before.completed;
    this.book("queueing", wasThere ? until : Math.min(until, next.submitted));
    this.book("moving", until);
  }

  /** Books what is left of a stage in which nothing more is there for the engine. */
  private bookEndOf(stage: Stage, until: number, before: DoneTask | undefined): void {
    if (before) this.book("moving", Math.min(until, before.received));
    if (stage.engines.has(this.engine)) {
      if (stage.engines.size > 1) this.bookWaiting(until, stage);
      else this.book("queueing", until);
    } else if (stage.engines.size === 1 && this.engines > 1) this.book("serial", until);
    else this.bookWaiting(until, stage);
  }

  private bookWaiting(until: number, stage: Stage | undefined): void {
    const time = this.book("slowest", until);
    if (!stage || time === 0 || stage.last === this.engine) return;
    this.waitedFor.set(stage.last, (this.waitedFor.get(stage.last) ?? 0) + time);
  }
}
