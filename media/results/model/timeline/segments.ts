import { bisector } from "d3-array";
import type { Phase } from "../../../../src/protocol/phase";
import type { PlacedTask, TimelineRow } from "./timelineRows";
import type { TimeWindow } from "./timeWindow";

/** Where times are on the screen. */
export interface Scale {
  readonly window: TimeWindow;
  /** CSS pixels for all of the window. */
  readonly width: number;
  /** What goes on goes on until now: ms from the run's beginning. */
  readonly now: number;
}

/** What is drawn in one piece; `from` and `to` are CSS pixels. */
export type Segment =
  /** Work: of one task, or of `tasks` that are too short to be told apart, which together fill `full` (0 to 1) of it. */
  | {
      readonly kind: "work";
      readonly phase: Phase;
      readonly from: number;
      readonly to: number;
      readonly tasks: number;
      readonly full: number;
      /** Title of the cell that the one task ran. */
      readonly title?: string;
    }
  /** A task waited for the engine, or its result was on its way. */
  | { readonly kind: "queued" | "moving"; readonly from: number; readonly to: number };

/** A task that did not end well, or was tried before: where its mark is. */
export interface Mark {
  readonly kind: "failed" | "retried";
  readonly at: number;
}

/** Work narrower than this is drawn together with its neighbours. */
const NARROW = 1.5;
/** Steps in which drawn-together work tells how full it is. */
const LEVELS = 4;
/** Marks closer than this are one. */
const MARK_SPACE = 9;

const byStart = bisector<PlacedTask, number>(({ started }) => started ?? Infinity).left;
const byEnd = bisector<number, number>((end) => end).right;

/**
 * What there is to draw of a row. The number of segments, and the time to find them, grow with the pixels and not
 * with the tasks: what is too narrow is passed over a pixel at a time, by binary search.
 */
export function segmentsOf(row: TimelineRow, scale: Scale): Segment[] {
  const { window, now } = scale;
  const { tasks, worked } = row;
  const x = placer(scale);
  const pixel = (window.to - window.from) / scale.width;
  if (!(pixel > 0)) return [];
  const segments: Segment[] = [];
  for (let at = byEnd(row.ends, window.from); at < tasks.length; ) {
    const task = tasks[at];
    if (!task || Math.min(task.ready, task.started ?? Infinity) > window.to) break;
    const from = x(task.started ?? task.completed ?? now);
    const to = x(task.completed ?? now);
    if (from - x(task.ready) >= 1) segments.push({ kind: "queued", from: x(task.ready), to: from });
    if (task.started === undefined) {
      if (task.completed === undefined) break; // nor have those behind it begun
      at += 1;
      continue;
    }
    if (to - from >= NARROW) {
      const { phase, label } = task.task;
      const title = phase === "run" && label !== undefined ? { title: label } : {};
      segments.push({ kind: "work", phase, from, to, tasks: 1, full: 1, ...title });
      const received = x(task.received ?? task.completed ?? now);
      if (received - to >= 1) segments.push({ kind: "moving", from: to, to: received });
      at += 1;
      continue;
    }
    const column = Math.floor(from);
    const next = endOfColumn(row, at, window.from + (column + 1) * pixel, NARROW * pixel);
    const before = at > 0 ? (worked[at - 1] ?? 0) : 0;
    const full = Math.min(1, ((worked[next - 1] ?? 0) - before) / pixel);
    addNarrow(segments, task, column, next - at, Math.max(1, Math.ceil(full * LEVELS)) / LEVELS);
    const last = tasks[next - 1];
    const moved = last && x(last.received ?? last.completed ?? now);
    if (moved !== undefined && moved - (column + 1) >= 1) {
      segments.push({ kind: "moving", from: column + 1, to: moved });
    }
    at = next;
  }
  return segments;
}

/** The first task after the one at `at` that begins after `until` or is wide enough to be drawn alone. */
function endOfColumn({ tasks }: TimelineRow, at: number, until: number, wide: number): number {
  const next = Math.max(at + 1, byStart(tasks as PlacedTask[], until, at + 1));
  const last = tasks[next - 1];
  const isWide = last?.started !== undefined && (last.completed ?? Infinity) - last.started >= wide;
  return isWide && next - 1 > at ? next - 1 : next;
}

/** Adds work that is too narrow to be told apart in one column of pixels, to its like in the column before. */
function addNarrow(
  segments: Segment[],
  { task }: PlacedTask,
  column: number,
  tasks: number,
  full: number,
): void {
  const last = segments.at(-1);
  if (last?.kind === "work" && last.to >= column && last.to < column + 1 && last.phase === task.phase) {
    if (last.full === full && last.tasks > 1) {
      segments[segments.length - 1] = { ...last, to: column + 1, tasks: last.tasks + tasks };
      return;
    }
  }
  const from = last?.kind === "work" ? Math.max(column, last.to) : column;
  const to = Math.max(from, column + 1);
  segments.push({ kind: "work", phase: task.phase, from, to, tasks, full });
}

/** The marks of a row, those that would lie upon each other as one; a failure before a retry. */
export function marksOf(row: TimelineRow, scale: Scale): Mark[] {
  const x = placer(scale);
  const marks: Mark[] = [];
  const first = bisector<number, number>((at) => row.ends[at] ?? 0).left(
    row.marked as number[],
    scale.window.from,
  );
  for (const index of row.marked.slice(first)) {
    const placed = row.tasks[index];
    if (!placed) continue;
    const start = placed.started ?? placed.ready;
    if (start > scale.window.to) break;
    const at = Math.max(0, x(start));
    const kind = placed.task.status === "ok" || placed.task.status === "pending" ? "retried" : "failed";
    const last = marks.at(-1);
    if (!last || at - last.at >= MARK_SPACE) marks.push({ kind, at });
    else if (kind === "failed") marks[marks.length - 1] = { kind, at: last.at };
  }
  return marks;
}

/** The place in a row of the task at a time, or of the nearest one that is no further than `slack` ms. */
export function taskAt({ tasks, ends }: TimelineRow, time: number, slack: number): number | undefined {
  const after = byEnd(ends, time);
  const distance = (at: number) => {
    const placed = tasks[at];
    if (!placed) return Infinity;
    const end = placed.completed ?? Infinity;
    return Math.max(0, placed.ready - time, time - Math.max(end, placed.received ?? end));
  };
  const near = [after, after - 1, after + 1].filter((at) => tasks[at] !== undefined && distance(at) <= slack);
  return near.sort((a, b) => distance(a) - distance(b) || a - b)[0];
}

/** Makes a function from a time to where it is, in CSS pixels; what is far outside stands just outside. */
function placer({ window, width }: Scale): (time: number) => number {
  const scale = width / (window.to - window.from);
  return (time) => Math.max(-10, Math.min(width + 10, (time - window.from) * scale));
}
