import type { SweepPoint } from "../../protocol/sweep";

/** The middle of some wall times and how far they lie apart, in seconds. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Undefined where nothing was measured. */
export function spreadOf({ walls }: Pick<SweepPoint, "walls">): Spread | undefined {
  const sorted = [...walls].sort((a, b) => a - b);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return undefined;
  const middle = sorted.length / 2;
  const [low = least, high = most] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return { median: (low + high) / 2, least, most };
}
