import { bisector } from "d3-array";
import type { TimelineRow } from "./timelineRows";

/** A row at its place on the page; CSS pixels from the top of the first. */
export interface LaidRow {
  readonly row: TimelineRow;
  readonly top: number;
  readonly height: number;
  readonly size: keyof typeof heights;
}

/** Heights of rows, in CSS pixels; timeline.css has the same for their names. */
const heights = { high: 26, low: 18, collapsed: 14 } as const;
/** From so many rows on they are low. */
const MANY = 24;

/** Puts rows one below the other. */
export function layOut(rows: readonly TimelineRow[], collapsed: ReadonlySet<number>): LaidRow[] {
  let top = 0;
  return rows.map((row) => {
    const size = collapsed.has(row.engine) ? "collapsed" : rows.length < MANY ? "high" : "low";
    const laid = { row, top, height: heights[size], size } as const;
    top += laid.height;
    return laid;
  });
}

/** The height of all rows. */
export function heightOf(rows: readonly LaidRow[]): number {
  const last = rows.at(-1);
  return last ? last.top + last.height : 0;
}

/** The index of the row at a height; undefined above the first and below the last. */
export function rowAt(rows: readonly LaidRow[], y: number): number | undefined {
  const index = bisector<LaidRow, number>(({ top }) => top).right(rows as LaidRow[], y) - 1;
  return index >= 0 && y < heightOf(rows) ? index : undefined;
}
