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
    overlap: overlap(tasks),
    wall: metrics.wall,
    serial: metrics.serial,
    speedup: metrics.speedup,
    tasks_done: tasks.filter(({ status }) => status === "ok").length,
    tasks: tasks.length,
  };
}

/** Seconds in which at least two engines worked at the same time. */
export function overlap(tasks: readonly Pick<TaskRecord, "engine" | "started" | "completed">[]): number {
  const turns = tasks.flatMap(({ engine, started, completed }) =>
    started === undefined || completed === undefined
      ? []
      : [
          { time: started, engine, change: 1 },
          { time: completed, engine, change: -1 },
        ],
  );
  turns.sort((a, b) => a.time - b.time);
  const busy = new Map<number, number>();
  let since = 0;
  let together = 0;
  for (const { time, engine, change } of turns) {
    if (busy.size > 1) together += time - since;
    since = time;
    const count = (busy.get(engine) ?? 0) + change;
    if (count > 0) busy.set(engine, count);
    else busy.delete(engine);
  }
  return together / 1000;
}
