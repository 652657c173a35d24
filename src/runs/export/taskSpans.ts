import type { RunRecord, TaskRecord } from "../../protocol/run";
import type { Stretch } from "./lanes";

/** What became of a task, one after the other. Times in ms since the epoch. */
export interface TaskSpans {
  /** From being handed out to its start, or where it never started to its end. */
  readonly waited: Stretch;
  /** From its start to its completion, or to when the host noticed that there will be none. */
  readonly worked?: Stretch;
  /** From its completion until its result was received. */
  readonly transferred?: Stretch;
}

/**
 * The spans of a task. The clocks of an engine and of the host may differ a little: what would end before it began
 * has no length.
 * @param end what ends a span that has no end: that of the run
 */
export function spansOf({ submitted, started, completed, received }: TaskRecord, end: number): TaskSpans {
  const over = completed ?? received ?? end;
  return {
    waited: stretch(submitted, started ?? over),
    ...(started !== undefined && { worked: stretch(started, over) }),
    ...(completed !== undefined && received !== undefined && { transferred: stretch(completed, received) }),
  };
}

/** The first and the last time that a run's tasks tell, in ms since the epoch; when there are none, its creation. */
export function extentOf({ tasks, created }: Pick<RunRecord, "tasks" | "created">): Stretch {
  let from = Infinity;
  let to = -Infinity;
  for (const { submitted, started = submitted, completed = started, received = completed } of tasks) {
    from = Math.min(from, submitted, started, completed, received);
    to = Math.max(to, submitted, started, completed, received);
  }
  return tasks.length > 0 ? { from, to } : { from: created, to: created };
}

function stretch(from: number, to: number): Stretch {
  return { from, to: Math.max(from, to) };
}
