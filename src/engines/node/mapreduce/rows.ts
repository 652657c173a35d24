import { KeyOrderError } from "./failures";
import { compareKeys } from "./keys";

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
