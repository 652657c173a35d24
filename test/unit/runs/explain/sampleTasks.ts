import type { TimedTask } from "../../../../src/runs/explain/doneTasks";
import type { Explained } from "../../../../src/runs/explain/explainRun";

/** When sample runs begin, ms since the epoch. */
export const BEGIN = 1_700_000_000_000;

/** A map task that went well; `times` are submitted, started, completed and received, in ms after {@link BEGIN}. */
export function timed(
  engine: number,
  times: readonly [number, number, number, number],
  more: Partial<TimedTask> = {},
): TimedTask {
  const [submitted = 0, started = 0, completed = 0, received = 0] = times.map((time) => BEGIN + time);
  const cpuSeconds = (completed - started) / 1000;
  return {
    engine,
    phase: "map",
    attempt: 1,
    status: "ok",
    submitted,
    started,
    completed,
    received,
    cpuSeconds,
    waitSeconds: 0,
    ...more,
  };
}

/** A finished run of these tasks on a machine of many cores. */
export function explained(tasks: readonly TimedTask[], more: Partial<Explained> = {}): Explained {
  const engines = new Set(tasks.map(({ engine }) => engine)).size;
  return { tasks, engines, cores: 64, finished: true, ...more };
}
