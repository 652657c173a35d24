import type { TaskRecord } from "../../../../src/protocol/run";
import { clockOffsets } from "../../../../src/runs/explain/clocks";
import type { EngineSummary } from "../engineSummary";

/** A task at its place on a row. Times in ms from the run's beginning; absent until they happened. */
export interface PlacedTask {
  readonly task: TaskRecord;
  /** When it was submitted, or its engine was free for it if that was later. */
  readonly ready: number;
  readonly started?: number | undefined;
  readonly completed?: number | undefined;
  readonly received?: number | undefined;
}

/** What one engine did. */
export interface TimelineRow {
  readonly engine: number;
  /** In the order in which they began; those that have not begun at the end. */
  readonly tasks: readonly PlacedTask[];
  /** For each task when it ended, or a task before it if that was later; and after how much work, both in ms. */
  readonly ends: readonly number[];
  readonly worked: readonly number[];
  /** Places in `tasks` of those that did not end well, or were tried before. */
  readonly marked: readonly number[];
}

export type RowOrder = "engine" | "busy";

/** The rows of a run that began at `from`, ms since the epoch. What still runs ends at Infinity. */
export function timelineRows(engines: readonly EngineSummary[], from: number): TimelineRow[] {
  const offsets = clockOffsets(engines.flatMap(({ tasks }) => tasks));
  return engines.map(({ id, tasks }) => rowOf(id, tasks, from, offsets.get(id) ?? 0));
}

/** Rows by their engines' ids, or the busiest engine first. */
export function ordered(rows: readonly TimelineRow[], order: RowOrder): readonly TimelineRow[] {
  if (order === "engine") return rows;
  const busy = ({ worked, tasks, ends }: TimelineRow) =>
    tasks.length > 0 && ends.at(-1) === Infinity ? Infinity : (worked.at(-1) ?? 0);
  return [...rows].sort((a, b) => (busy(b) === busy(a) ? 0 : busy(b) - busy(a)));
}

function rowOf(engine: number, tasks: readonly TaskRecord[], from: number, offset: number): TimelineRow {
  const placed: PlacedTask[] = [];
  const ends: number[] = [];
  const worked: number[] = [];
  const marked: number[] = [];
  let [end, work] = [0, 0];
  const sorted = [...tasks].sort((a, b) => beginning(a) - beginning(b) || a.id - b.id);
  for (const [at, task] of sorted.entries()) {
    const one = place(task, end, from, offset);
    placed.push(one);
    if (one.started !== undefined && one.completed !== undefined) {
      work += Math.max(0, one.completed - Math.max(one.started, end));
    }
    if (one.started !== undefined || one.completed !== undefined)
      end = Math.max(end, one.completed ?? Infinity);
    ends.push(end);
    worked.push(work);
    if (task.attempt > 1 || (task.status !== "ok" && task.status !== "pending")) marked.push(at);
  }
  return { engine, tasks: placed, ends, worked, marked };
}

function beginning({ started }: TaskRecord): number {
  return started ?? Infinity;
}

function place(task: TaskRecord, free: number, from: number, offset: number): PlacedTask {
  const submitted = Math.max(0, task.submitted - from);
  const received = task.received === undefined ? undefined : task.received - from;
  const started = task.started === undefined ? undefined : Math.max(submitted, task.started + offset - from);
  const ended = task.completed === undefined ? received : task.completed + offset - from;
  // A task that failed before it began ended when that was told.
  const completed = ended === undefined ? undefined : Math.max(started ?? submitted, ended);
  return {
    task,
    ready: Math.max(submitted, free === Infinity ? submitted : free),
    started,
    completed,
    received: received === undefined ? undefined : Math.max(received, completed ?? received),
  };
}
