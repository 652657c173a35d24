import { createReadStream } from "node:fs";
import type { RowColumn, RowsPage, RowsQuery } from "../protocol/rows";
import { rowsOf } from "./rowsOf";
import { cellsOf } from "./saveRows";

/** What is held to be sorted and searched at most: rows and their characters. The others are in the file, to be saved. */
const MOST = { rows: 200_000, characters: 64_000_000 };

/** Characters of a cell that are shown. */
const CELL = 2000;

const BLOCK = 1 << 18;
const LINE_FEED = 10;

/** A row's cells as text, and as numbers where they are some. */
interface Row {
  readonly key: string;
  readonly value: string;
  readonly numbers: Readonly<Record<RowColumn, number>>;
}

/** A job's rows to be looked at: sorted by a column, searched, a page at a time. */
export class ResultTable {
  /** The last view and the query that it answers, since the next one mostly asks for another page of it. */
  private view: { readonly of: string; readonly rows: readonly Row[] } | undefined;

  private constructor(
    private readonly rows: readonly Row[],
    private readonly total: number,
  ) {}

  /** Reads a job's file of rows, a row `[key,value]` a line. */
  static async read(file: string, most = MOST): Promise<ResultTable> {
    const rows: Row[] = [];
    let characters = 0;
    for await (const line of rowsOf(file)) {
      if (rows.length === most.rows || characters > most.characters) {
        return new ResultTable(rows, await countLines(file));
      }
      characters += line.length;
      rows.push(rowOf(line));
    }
    return new ResultTable(rows, rows.length);
  }

  page(query: RowsQuery): RowsPage {
    const rows = this.viewOf(query);
    return {
      rows: rows
        .slice(query.offset, query.offset + query.count)
        .map(({ key, value }) => [shown(key), shown(value)]),
      matching: rows.length,
      searched: this.rows.length,
      total: this.total,
    };
  }

  private viewOf({ sort, search }: RowsQuery): readonly Row[] {
    const of = JSON.stringify([sort, search]);
    if (this.view?.of !== of) {
      const wanted = search.toLocaleLowerCase();
      const found = wanted ? this.rows.filter((row) => contains(row, wanted)) : this.rows;
      this.view = { of, rows: sort ? found.toSorted(order(sort)) : found };
    }
    return this.view.rows;
  }
}

function shown(cell: string): string {
  return cell.length > CELL ? `${cell.slice(0, CELL)}…` : cell;
}

/** Counts line ends, which is many times faster than to cut lines. */
async function countLines(file: string): Promise<number> {
  let count = 0;
  for await (const block of createReadStream(file, { highWaterMark: BLOCK }) as AsyncIterable<Buffer>) {
    for (let at = block.indexOf(LINE_FEED); at >= 0; at = block.indexOf(LINE_FEED, at + 1)) count += 1;
  }
  return count;
}

function rowOf(line: string): Row {
  const [key, value] = cellsOf(line);
  return { key, value, numbers: { key: numberOf(key, line[1]), value: numberOf(value, line.at(-2)) } };
}

/** The number that a cell is; NaN for text, also for text that looks like a number, which has a quote as its sign. */
function numberOf(text: string, sign: string | undefined): number {
  return sign === '"' || text === "" ? Number.NaN : Number(text);
}

function contains({ key, value }: Row, wanted: string): boolean {
  return key.toLocaleLowerCase().includes(wanted) || value.toLocaleLowerCase().includes(wanted);
}

/** Numbers by their size and before text; equal rows stay as the job ordered them. */
function order({ column, descending }: NonNullable<RowsQuery["sort"]>): (a: Row, b: Row) => number {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [one, other] = [a.numbers[column], b.numbers[column]];
    if (Number.isNaN(one) || Number.isNaN(other)) {
      if (Number.isNaN(one) && Number.isNaN(other)) return sign * compareText(a[column], b[column]);
      return Number.isNaN(one) ? 1 : -1;
    }
    return sign * (one - other);
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
