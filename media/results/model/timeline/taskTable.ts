import { bisector, cumsum } from "d3-array";
import type { PlacedTask, TimelineRow } from "./timelineRows";

/** Rows on one page of the table. */
const PAGE = 50;

/** The tasks of the timeline as a table, a page at a time, in the order of the timeline's rows. */
export class TaskTable {
  private offset = 0;
  private rows: readonly TimelineRow[] = [];
  /** How many tasks there are in each row and those before it. */
  private counts: readonly number[] = [];

  /** Shows these rows; stays on its page if that is still there. */
  update(rows: readonly TimelineRow[]): void {
    this.rows = rows;
    this.counts = [...cumsum(rows, ({ tasks }) => tasks.length)];
    this.turn(0);
  }

  get from(): number {
    return this.offset;
  }

  get total(): number {
    return this.counts.at(-1) ?? 0;
  }

  /** The tasks on the page. */
  page(): PlacedTask[] {
    const page: PlacedTask[] = [];
    let at = bisector<number, number>((count) => count).right(this.counts as number[], this.offset);
    let start = this.offset - (this.counts[at - 1] ?? 0);
    for (; page.length < PAGE && at < this.rows.length; at++) {
      page.push(...(this.rows[at]?.tasks.slice(start, start + PAGE - page.length) ?? []));
      start = 0;
    }
    return page;
  }

  /** Turns so many pages on, or back, as far as there are pages. */
  turn(pages: number): void {
    const last = Math.max(0, Math.ceil(this.total / PAGE) - 1) * PAGE;
    this.offset = Math.max(0, Math.min(last, this.offset + pages * PAGE));
  }
}
