import type { TaskRecord } from "../../../src/protocol/run";

/** What an engine did: it waited, it worked, or in a map/reduce job it worked in one of the phases. */
export type SpanKind = "waited" | "worked" | "map" | "shuffle" | "reduce";

/** A stretch of a run in which an engine worked or had work that waited. Fractions of the run, 0 to 1. */
export interface TimeSpan {
  readonly kind: SpanKind;
  readonly from: number;
  readonly to: number;
}

/** Steps in which a bar can be drawn: spans closer than one step of the same kind become one. */
const STEPS = 1000;

/**
 * When an engine worked and waited between `range.from` and `range.to` (ms since the epoch). It waits while a
 * task is submitted and none runs. However many the tasks, there are no more spans than `STEPS`.
 */
export function timeSpans(
  tasks: readonly TaskRecord[],
  range: { readonly from: number; readonly to: number },
): TimeSpan[] {
  const length = range.to - range.from;
  if (!(length > 0)) return [];
  // In whole steps while they are built, so that neighbours meet exactly.
  const spans: TimeSpan[] = [];
  for (const task of [...tasks].sort((a, b) => beginning(a) - beginning(b))) {
    const started = task.started ?? range.to;
    const completed = Math.max(started, task.completed ?? task.received ?? range.to);
    add("waited", task.submitted, started);
    add(task.phase === "run" ? "worked" : task.phase, started, completed);
  }
  return spans.map(({ kind, from, to }) => ({ kind, from: from / STEPS, to: to / STEPS }));

  function add(kind: SpanKind, start: number, end: number): void {
    if (end <= start) return;
    const from = stepOf(start);
    const to = stepOf(end);
    const last = spans.at(-1);
    if (last?.kind === kind && from <= last.to) {
      spans[spans.length - 1] = { ...last, to: Math.max(last.to, to) };
      return;
    }
    // What an earlier span covers is left to it: an engine does not wait while it works on another task.
    const first = Math.min(Math.max(from, last?.to ?? 0), STEPS - 1);
    // Work too short to be drawn still gets one step; a wait as short is left out.
    const until = kind === "waited" ? to : Math.max(to, first + 1);
    if (until > first && first >= (last?.to ?? 0)) spans.push({ kind, from: first, to: until });
  }

  function stepOf(time: number): number {
    return Math.round(Math.min(1, Math.max(0, (time - range.from) / length)) * STEPS);
  }
}

function beginning(task: TaskRecord): number {
  return task.started ?? task.submitted;
}
