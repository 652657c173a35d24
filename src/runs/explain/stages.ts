import { stepLabels } from "../../protocol/phase";
import type { DoneTask } from "./doneTasks";

/**
 * A part of a run at whose end every engine waits for all others: a phase of a job, or the last merge, or all of a run
 * that has no phases. Stages follow each other without a gap: each goes from the end of the one before it.
 */
export interface Stage {
  /** ms since the epoch. */
  readonly from: number;
  /** When the last result of it was received. */
  readonly to: number;
  /** Ids of the engines that worked in it. */
  readonly engines: ReadonlySet<number>;
  /** The engine whose result came last. */
  readonly last: number;
}

/** The stages of a run, and which one each task is of. */
export interface Stages {
  readonly list: readonly Stage[];
  readonly indexOf: ReadonlyMap<DoneTask, number>;
}

/** Divides tasks, in the order in which they were submitted, into stages. */
export function stagesOf(tasks: readonly DoneTask[]): Stages {
  const list: { from: number; to: number; engines: Set<number>; last: number; key: string }[] = [];
  const indexOf = new Map<DoneTask, number>();
  const keys = keysOf(tasks);
  for (const [at, task] of tasks.entries()) {
    const stage = list.at(-1);
    const key = keys[at] ?? "";
    if (stage?.key !== key) {
      const from = stage ? stage.to : task.submitted;
      const to = Math.max(from, task.received);
      list.push({ from, to, engines: new Set([task.engine]), last: task.engine, key });
    } else {
      stage.engines.add(task.engine);
      if (task.received > stage.to) Object.assign(stage, { to: task.received, last: task.engine });
    }
    indexOf.set(task, list.length - 1);
  }
  return { list, indexOf };
}

/** What each task is a part of. An engine loads a job's file for what it then does first, in whichever phase. */
function keysOf(tasks: readonly DoneTask[]): string[] {
  const next = new Map<number, string>();
  return tasks
    .toReversed()
    .map(({ engine, phase, label }) => {
      const own = label === stepLabels.merge ? stepLabels.merge : phase;
      const key = label === stepLabels.load ? (next.get(engine) ?? own) : own;
      next.set(engine, key);
      return key;
    })
    .reverse();
}
