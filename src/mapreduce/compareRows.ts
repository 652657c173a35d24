import type { ComparedRow, RowsComparison } from "../protocol/rows";
import { cellsOf } from "./saveRows";

/** Rows that are told at most, and characters of a cell that are told. */
const TOLD = { rows: 200, characters: 300 };

/** Rows that wait for their counterparts at most, and their characters. */
const MOST = { rows: 400_000, characters: 128_000_000 };

/**
 * What differs between the results of two jobs, by their keys; of several rows of one key, the first is compared with the
 * first. Both are read at the same pace and rows that have met are forgotten, so that results in the same order of keys,
 * as jobs give them, may be however many. Those in orders too different to be held are compared as far as that goes.
 * @param rows `[key,value]` as JSON text, each
 */
export async function compareRows(
  left: AsyncIterable<string>,
  right: AsyncIterable<string>,
  most = MOST,
): Promise<RowsComparison> {
  const sides = [new Side(left), new Side(right)] as const;
  const found: ComparedRow[] = [];
  const counts = { same: 0, different: 0 };
  const meet = (side: Side, other: Side, [key, value]: readonly [string, string]) => {
    const counterpart = other.take(key);
    if (counterpart === undefined) side.hold(key, value);
    else if (counterpart === value) counts.same += 1;
    else {
      counts.different += 1;
      const [a, b] = side === sides[0] ? [value, counterpart] : [counterpart, value];
      if (found.length < TOLD.rows) found.push({ key: shown(key), left: shown(a), right: shown(b) });
    }
  };
  let isWhole = true;
  try {
    for (const [one, other] = sides; !(one.ended && other.ended); ) {
      for (const [side, opposite] of [
        [one, other],
        [other, one],
      ] as const) {
        const row = await side.next();
        if (row) meet(side, opposite, row);
      }
      if (one.rows + other.rows > most.rows || one.characters + other.characters > most.characters) {
        isWhole = false;
        break;
      }
    }
    const alone = (side: Side, name: "left" | "right") => {
      for (const [key, value] of side.held()) {
        if (found.length === TOLD.rows) return;
        found.push({ key: shown(key), [name]: shown(value) });
      }
    };
    if (isWhole) {
      alone(sides[0], "left");
      alone(sides[1], "right");
    }
    const [onlyLeft, onlyRight] = isWhole ? [sides[0].rows, sides[1].rows] : [0, 0];
    return { ...counts, onlyLeft, onlyRight, rows: found, isWhole };
  } finally {
    await Promise.all(sides.map((side) => side.close()));
  }
}

/** The rows of one job, and those of them that have not met their counterparts. */
class Side {
  private readonly source: AsyncIterator<string>;
  private readonly waiting = new Map<string, string[]>();
  rows = 0;
  characters = 0;
  ended = false;

  constructor(rows: AsyncIterable<string>) {
    this.source = rows[Symbol.asyncIterator]();
  }

  async next(): Promise<readonly [key: string, value: string] | undefined> {
    if (this.ended) return undefined;
    const { done, value } = await this.source.next();
    if (!done) return cellsOf(value);
    this.ended = true;
    return undefined;
  }

  hold(key: string, value: string): void {
    const same = this.waiting.get(key);
    if (same) same.push(value);
    else this.waiting.set(key, [value]);
    this.rows += 1;
    this.characters += key.length + value.length;
  }

  take(key: string): string | undefined {
    const same = this.waiting.get(key);
    const value = same?.shift();
    if (same?.length === 0) this.waiting.delete(key);
    if (value === undefined) return undefined;
    this.rows -= 1;
    this.characters -= key.length + value.length;
    return value;
  }

  *held(): Generator<readonly [key: string, value: string]> {
    for (const [key, values] of this.waiting) for (const value of values) yield [key, value];
  }

  async close(): Promise<void> {
    await this.source.return?.();
  }
}

function shown(cell: string): string {
  return cell.length > TOLD.characters ? `${cell.slice(0, TOLD.characters)}…` : cell;
}
