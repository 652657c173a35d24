import type { RowColumn, RowsPage, RowsQuery } from "../../../src/protocol/rows";

/** Rows of a page. */
const PAGE = 100;

/** The results of the run's job as the reader looks at them: how they are sorted and searched, and one page of them. */
export class RowsModel {
  private runId: string | undefined;
  private wanted: RowsQuery = { search: "", offset: 0, count: PAGE };
  /** What is shown, which lags behind what is wanted. */
  page: RowsPage | undefined;

  /** `ask` is told which rows are wanted. */
  constructor(private readonly ask: (runId: string, query: RowsQuery) => void) {}

  get query(): RowsQuery {
    return this.wanted;
  }

  /** Shows the results of a run from the beginning, if they are not shown yet. */
  show(runId: string): void {
    if (runId === this.runId) return;
    this.runId = runId;
    this.page = undefined;
    this.want({ ...this.wanted, search: "", offset: 0 });
  }

  /** Forgets all, since there is nothing to show. */
  clear(): void {
    this.runId = undefined;
    this.page = undefined;
  }

  /** Takes rows in, and answers whether they are those that are wanted now. */
  receive(runId: string, query: RowsQuery, page: RowsPage): boolean {
    if (runId !== this.runId || JSON.stringify(query) !== JSON.stringify(this.wanted)) return false;
    this.page = page;
    return true;
  }

  /** Sorts by a column; by the same one again the other way round, and a third time not at all. */
  sortBy(column: RowColumn): void {
    const { sort, ...rest } = this.wanted;
    // A number's reader wants the greatest first, a name's reader the alphabet.
    const first = column === "value";
    if (sort?.column !== column) this.want({ ...rest, sort: { column, descending: first }, offset: 0 });
    else if (sort.descending === first) {
      this.want({ ...rest, sort: { column, descending: !first }, offset: 0 });
    } else this.want({ ...rest, offset: 0 });
  }

  search(text: string): void {
    if (text !== this.wanted.search) this.want({ ...this.wanted, search: text, offset: 0 });
  }

  /** Goes so many pages on, or back. */
  turn(pages: number): void {
    const last = Math.max(0, Math.ceil((this.page?.matching ?? 0) / PAGE) - 1);
    const at = Math.min(last, Math.max(0, this.wanted.offset / PAGE + pages));
    if (at * PAGE !== this.wanted.offset) this.want({ ...this.wanted, offset: at * PAGE });
  }

  private want(query: RowsQuery): void {
    this.wanted = query;
    if (this.runId !== undefined) this.ask(this.runId, query);
  }
}
