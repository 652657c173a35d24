import type { RunFacts } from "../protocol/checkQuestions";
import type { RunRecord, TaskRecord } from "../protocol/run";

/** What checks may know of a run. */
export function runFacts({
  engines,
  tasks,
  metrics,
}: Pick<RunRecord, "engines" | "tasks" | "metrics">): RunFacts {
  return {
    engines: engines.length,
    engines_used: new Set(
      tasks.filter(({ completed }) => completed !== undefined).map(({ engine }) => engine),
    ).size,
    engines_at_once: enginesAtOnce(tasks),
    overlap: overlap(tasks),
    wall: metrics.wall,
    serial: metrics.serial,
    speedup: metrics.speedup,
    tasks_done: tasks.filter(({ status }) => status === "ok").length,
    tasks: tasks.length,
  };
}

type Times = Pick<TaskRecord, "engine" | "started" | "completed">;

/** Seconds in which at least two engines worked at the same time. */
export function overlap(tasks: readonly Times[]): number {
  let since = 0;
  let before = 0;
  let together = 0;
  for (const { time, busy } of moments(tasks, ({ started }) => started)) {
    if (before > 1) together += time - since;
    since = time;
    before = busy;
  }
  return together / 1000;
}

/**
 * The most engines that had a task at the same time, from when it was handed to them. How soon an engine then got a core
 * is the machine's doing, and not in it.
 */
export function enginesAtOnce(tasks: readonly (Times & Pick<TaskRecord, "submitted">)[]): number {
  return Math.max(0, ...moments(tasks, ({ submitted }) => submitted).map(({ busy }) => busy));
}

/** The times, in ms, at which engines took up a task or ended one, and how many of them had one from then on. */
function moments<T extends Times>(
  tasks: readonly T[],
  begin: (task: T) => number | undefined,
): { readonly time: number; readonly busy: number }[] {
  const turns = tasks.flatMap((task) => {
    const { engine, completed } = task;
    const begun = begin(task);
    if (begun === undefined || completed === undefined || completed <= begun) return [];
    return [
      { time: begun, engine, change: 1 },
      { time: completed, engine, change: -1 },
    ];
  });
  // What ends as another begins does not go on beside it.
  turns.sort((a, b) => a.time - b.time || a.change - b.change);
  const busy = new Map<number, number>();
  return turns.map(({ time, engine, change }) => {
    const count = (busy.get(engine) ?? 0) + change;
    if (count === 0) busy.delete(engine);
    else busy.set(engine, count);
    return { time, busy: busy.size };
  });
}
