import { closeSync, openSync, writeSync } from "node:fs";
import { KeyOrderError } from "./failures";
import { compareKeys } from "./keys";
import type { Entry } from "./runs";

const ROWS_A_WRITE = 4096;

/** A result, with what it is sorted by: its key, or the place at which the reduced key came first. */
export interface Row {
  readonly at: unknown;
  readonly value: unknown;
  readonly text: string;
}

/** Rows in their order; undefined when a reducer gave keys that have none. */
export function sortedRows(rows: readonly Row[]): Row[] | undefined {
  try {
    return [...rows].sort((a, b) => compareKeys(a.at, b.at));
  } catch (error) {
    if (error instanceof KeyOrderError) return undefined;
    throw error;
  }
}

/** The rows with the greatest values, earlier ones first among equals. */
export function greatest(rows: readonly Row[], count: number): Row[] {
  if (count === 0) return [];
  return [...rows].sort((a, b) => compareKeys(b.value, a.value)).slice(0, count);
}

/** `[key,value]` as JSON text. */
export function textOf(key: unknown, value: unknown): string {
  const plain = (_: string, each: unknown) =>
    typeof each === "bigint" ? String(each) : each instanceof Map || each instanceof Set ? [...each] : each;
  return JSON.stringify([key ?? null, value ?? null], plain);
}

/** Writes the texts of rows to a file, one a line; answers its bytes. */
export function writeRows(path: string, rows: Iterable<Entry>): number {
  const file = openSync(path, "w", 0o600);
  let size = 0;
  let block: unknown[] = [];
  const flush = () => {
    const text = Buffer.from(block.map((row) => `${String(row)}\n`).join(""));
    for (let at = 0; at < text.length; ) at += writeSync(file, text, at);
    size += text.length;
    block = [];
  };
  try {
    for (const [, row] of rows) if (block.push(row) >= ROWS_A_WRITE) flush();
    flush();
  } finally {
    closeSync(file);
  }
  return size;
}
