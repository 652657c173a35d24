import type { TaskRecord } from "../../protocol/run";
import { isLost } from "../timing";

/** What an explanation reads of a task. */
export type TimedTask = Pick<
  TaskRecord,
  | "engine"
  | "phase"
  | "attempt"
  | "status"
  | "submitted"
  | "started"
  | "completed"
  | "received"
  | "cpuSeconds"
  | "waitSeconds"
  | "label"
>;

/** A task that ended, in ms since the epoch by the host's clock; each time is no earlier than the one before it. */
export interface DoneTask {
  readonly engine: number;
  readonly phase: TaskRecord["phase"];
  readonly attempt: number;
  readonly label?: string | undefined;
  readonly submitted: number;
  readonly started: number;
  readonly completed: number;
  readonly received: number;
  /** Of the time between `started` and `completed`, ms in which it had no core. */
  readonly waited: number;
  /** See {@link isLost}. */
  readonly isLost: boolean;
}

/** The tasks of a run that ended, by the time at which they were submitted. `offset` moves an engine's clock, in ms. */
export function doneTasks(tasks: readonly TimedTask[], offset: (engine: number) => number): DoneTask[] {
  return tasks
    .flatMap((task) => {
      const { engine, phase, attempt, label, submitted } = task;
      if (task.started === undefined || task.completed === undefined) return [];
      const received = Math.max(submitted, task.received ?? task.completed + offset(engine));
      const within = (time: number, from: number) => Math.min(received, Math.max(from, time));
      const started = within(task.started + offset(engine), submitted);
      const completed = within(task.completed + offset(engine), started);
      const waited = Math.min(completed - started, Math.max(0, task.waitSeconds * 1000));
      const times = { submitted, started, completed, received, waited };
      return { engine, phase, attempt, label, ...times, isLost: isLost(task) };
    })
    .sort((a, b) => a.submitted - b.submitted);
}
