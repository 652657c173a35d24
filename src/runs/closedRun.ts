import type { RunSnapshot, TaskRecord } from "../protocol/run";
import { metricsOf } from "./timing";

/**
 * A run as it stood when its window was closed: what was under way is interrupted, and nothing goes on any more.
 * @param at when it was last seen, ms since the epoch
 */
export function closedRun({ record, outputs, finished }: RunSnapshot, at: number): RunSnapshot {
  if (finished) return { record, outputs, finished };
  const tasks = record.tasks.map((task) => (task.status === "pending" ? interrupted(task, at) : task));
  const { job } = record;
  return {
    record: {
      ...record,
      tasks,
      metrics: metricsOf(tasks),
      windowClosed: true,
      ...(job && { job: { ...job, outcome: job.outcome ?? "cancelled" } }),
    },
    outputs,
    finished: true,
  };
}

function interrupted(task: TaskRecord, at: number): TaskRecord {
  const { submitted, started } = task;
  const end = Math.max(at, submitted, started ?? 0);
  return { ...task, status: "interrupted", received: end, ...(started !== undefined && { completed: end }) };
}
