/** Input as jobs are to see it, read by programs too simple to be wrong. */

export interface Line {
  readonly text: string;
  /** The byte of the file at which it begins. */
  readonly offset: number;
}

/** A file's lines: they end with LF or CRLF, a last one may have no end, and a byte-order mark is no part of them. */
export function linesOfFile(bytes: Buffer): Line[] {
  const lines: Line[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const at = bytes.indexOf(10, offset);
    const end = at < 0 ? bytes.length : at;
    const from = offset === 0 && startsWithMark(bytes) ? 3 : offset;
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(from, end));
    lines.push({ text: withoutReturn(text), offset });
    offset = end + 1;
  }
  return isOnlyMark(bytes) ? [] : lines;
}

/** How many bytes of a file are no UTF-8. */
export function strayBytes(bytes: Buffer): number {
  let stray = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((count) => isOneSign(bytes.subarray(at, at + count)));
    if (length === undefined) stray += 1;
    at += length ?? 1;
  }
  return stray;
}

/** Rows by key: numbers by size, text by code point, as engines of both languages sort. */
export function byKey<T>(rows: Iterable<readonly [unknown, T]>): [unknown, T][] {
  return [...rows]
    .map(([key, value]): [unknown, T] => [key, value])
    .sort(([a], [b]) =>
      typeof a === "number" && typeof b === "number"
        ? a - b
        : Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b))),
    );
}

/** Values by key, in the order in which the keys came first. */
export function group<T>(pairs: Iterable<readonly [string, T]>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
}

function startsWithMark(bytes: Buffer): boolean {
  return bytes.subarray(0, 3).equals(Buffer.from("\ufeff"));
}

function isOnlyMark(bytes: Buffer): boolean {
  return bytes.length === 3 && startsWithMark(bytes);
}

function withoutReturn(text: string): string {
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}

function isOneSign(bytes: Buffer): boolean {
  try {
    return [...new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)].length === 1;
  } catch {
    return false;
  }
}
