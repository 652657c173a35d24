import { thousandsMark } from "../strings/language";

/** A whole number with its thousands set apart: `12,000`. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US").replaceAll(",", thousandsMark());
}

/** A part of a whole, 0 to 1, in per cent: `12%`, `<1%`. */
export function formatShare(share: number): string {
  return share > 0 && share < 0.005 ? "<1%" : `${Math.round(share * 100)}%`;
}

/** The time of day, in the reader's own time zone: `14:03:22`. */
export function formatTimeOfDay(millisecondsSinceEpoch: number): string {
  const time = new Date(millisecondsSinceEpoch);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits).join(":");
}

/** The last part of a path written in any system's way. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}

/** Numbers as a range where they have no gap, else as a list: `0–3`, `1, 3`, `0–2, 5`. */
export function formatRanges(sorted: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of sorted) {
    const last = ranges.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges
    .map(([from, to]) => (from === to ? `${from}` : `${from}${to === from + 1 ? ", " : "–"}${to}`))
    .join(", ");
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
