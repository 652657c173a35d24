import type { BackendId, RunKind, RunRecord, RunSnapshot, RunSource, TaskRecord } from "../protocol/run";
import { tasksOfEngines } from "./client";

/** How a run ended: the gravest of what happened on its engines, or how its job ended. */
export type RunOutcome = "done" | "failed" | "died" | "timedOut" | "interrupted" | "notRun";

/** What a list of runs shows of each. Durations in seconds, times in ms since the epoch. */
export interface RunSummary {
  readonly id: string;
  readonly kind: RunKind;
  readonly backend: BackendId;
  readonly source: RunSource;
  readonly created: number;
  /** Engines that worked. */
  readonly engines: number;
  readonly wall: number;
  /** Null where it says nothing: on one engine, and of a run that did not end well. */
  readonly speedup: number | null;
  readonly outcome: RunOutcome;
}

/** Worst first. */
const outcomes = [
  ["died", "died"],
  ["error", "failed"],
  ["timeout", "timedOut"],
  ["interrupted", "interrupted"],
  ["ok", "done"],
] as const satisfies readonly (readonly [TaskRecord["status"], RunOutcome])[];

const ofJob = { done: "done", failed: "failed", cancelled: "interrupted" } as const;

/** What a list shows of a run. */
export function summaryOf({ record }: Pick<RunSnapshot, "record">): RunSummary {
  const { id, kind, backend, source, created, tasks, metrics } = record;
  const engines = new Set(tasksOfEngines(tasks).map(({ engine }) => engine)).size;
  const outcome = outcomeOf(record);
  const { wall } = metrics;
  const speedup = outcome === "done" && engines > 1 ? speedupOf(record) : null;
  return { id, kind, backend, source, created, engines, wall, speedup, outcome };
}

/** How a run ended; tasks of a job that failed on one engine may have gone well on another. */
export function outcomeOf({
  tasks,
  job,
  windowClosed,
}: Pick<RunRecord, "tasks" | "job" | "windowClosed">): RunOutcome {
  if (windowClosed) return "interrupted";
  if (job?.outcome) return ofJob[job.outcome];
  const found = outcomes.find(([status]) => tasks.some((task) => task.status === status));
  return found?.[1] ?? "notRun";
}

/** The speed-up against one engine: the measured one, where there is one. */
export function speedupOf({ job, metrics }: Pick<RunRecord, "job" | "metrics">): number | null {
  const alone = job?.serial?.wall;
  return alone === undefined || metrics.wall === 0 ? metrics.speedup : alone / metrics.wall;
}
