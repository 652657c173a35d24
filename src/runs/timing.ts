/** Figures derived from what tasks recorded. Times in ms since the epoch, durations in seconds. */
import type { RunMetrics, TaskRecord } from "../protocol/run";
import { tasksOfEngines } from "./client";

type Timed = Pick<TaskRecord, "engine" | "submitted" | "started" | "completed" | "received" | "waitSeconds"> &
  Partial<Pick<TaskRecord, "phase" | "status">>;

/**
 * All figures of a run.
 * - wall: from the first submission to the last result;
 * - serial: the sum of the tasks' durations, which one engine would have needed. What a task waited for a core is
 *   not part of it: with more engines than cores that time would count twice and promise too much. Nor are tasks
 *   that were in vain ({@link isLost}), which one engine would not have needed;
 * - speed-up: serial / wall; efficiency: speed-up / engines that worked;
 * - imbalance: busy time of the slowest engine / mean busy time, 1 when all worked equally long;
 * - serialFraction: see {@link serialFraction}.
 */
export function metricsOf(tasks: readonly Timed[]): RunMetrics {
  const done = tasks.filter(isDone);
  const submitted = least(done.map((task) => task.submitted));
  const ended = most(done.map((task) => task.received ?? task.completed));
  const wall = done.length > 0 ? (ended - submitted) / 1000 : 0;
  const work = tasksOfEngines(done);
  const busy = busySeconds(work);
  const serial = sum([...busySeconds(work.filter((task) => !isLost(task))).values()]);
  const engines = busy.size;
  const mean = sum([...busy.values()]) / engines;
  const speedup = wall > 0 ? serial / wall : null;
  return {
    wall,
    serial,
    speedup,
    efficiency: speedup === null ? null : speedup / engines,
    imbalance: mean > 0 ? most([...busy.values()]) / mean : null,
    serialFraction: speedup === null ? null : serialFraction(speedup, engines),
  };
}

/** Whether a task of divided work was in vain: its attempt failed, or another engine was first; it was done again. */
export function isLost({
  phase = "run",
  status = "ok",
}: Partial<Pick<TaskRecord, "phase" | "status">>): boolean {
  return phase !== "run" && status !== "ok" && status !== "pending";
}

/** Seconds that each engine worked, by engine id, without waiting for a core. */
export function busySeconds(tasks: readonly Timed[]): Map<number, number> {
  const busy = new Map<number, number>();
  for (const task of tasks.filter(isDone)) {
    const worked = Math.max(0, (task.completed - task.started) / 1000 - task.waitSeconds);
    busy.set(task.engine, (busy.get(task.engine) ?? 0) + worked);
  }
  return busy;
}

/**
 * The experimentally determined serial fraction e = (1/S - 1/p) / (1 - 1/p) of speed-up S on p engines.
 * Null on one engine, where it is not defined.
 *
 * A. H. Karp and H. P. Flatt, "Measuring parallel processor performance", Communications of the ACM 33(5), 1990.
 */
export function serialFraction(speedup: number, engines: number): number | null {
  if (engines < 2 || speedup <= 0) return null;
  return (1 / speedup - 1 / engines) / (1 - 1 / engines);
}

function isDone<T extends Timed>(task: T): task is T & { started: number; completed: number } {
  return task.started !== undefined && task.completed !== undefined;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
