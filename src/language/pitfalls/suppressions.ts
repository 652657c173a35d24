import type { PitfallCode } from "./pitfall";

const IGNORE = /\bparallel[-_ ]?labs?\s*:\s*ignore(-file)?\b((?:[ \t,=]+[a-z][a-z0-9-]*)*)/gi;

/**
 * The comments of a file that suppress pitfalls:
 * `# parallel-labs: ignore racy-update, pool-leak` on the line or alone on the line above it, and
 * `# parallel-labs: ignore-file python2` anywhere. Without codes they speak of all pitfalls.
 */
export class Suppressions {
  /** The starts of the file's lines, worked out only when a comment is found. */
  private readonly lineStarts: readonly number[] = [];
  private readonly byLine = new Map<number, ReadonlySet<string>>();
  private readonly wholeFile: ReadonlySet<string>[] = [];

  constructor(text: string, comment: string) {
    for (const match of text.matchAll(IGNORE)) {
      if (this.lineStarts.length === 0) this.lineStarts = startsOfLines(text);
      const line = this.lineOf(match.index);
      const start = this.lineStarts[line] ?? 0;
      const before = text.slice(start, match.index);
      const sign = before.indexOf(comment);
      if (sign < 0) continue;
      const codes = new Set((match[2] ?? "").toLowerCase().match(/[a-z][a-z0-9-]*/g));
      if (match[1]) this.wholeFile.push(codes);
      else
        this.add(before.trimStart().startsWith(comment) ? this.nextCode(text, line, comment) : line, codes);
    }
  }

  /** Whether a comment suppresses this pitfall at this offset. */
  cover(code: PitfallCode, offset: number): boolean {
    const isOf = (codes: ReadonlySet<string>) => codes.size === 0 || codes.has(code);
    if (this.wholeFile.some(isOf)) return true;
    const codes = this.byLine.size > 0 ? this.byLine.get(this.lineOf(offset)) : undefined;
    return codes !== undefined && isOf(codes);
  }

  private add(line: number, codes: ReadonlySet<string>): void {
    const known = this.byLine.get(line);
    const all = known?.size === 0 || codes.size === 0;
    this.byLine.set(line, known && !all ? new Set([...known, ...codes]) : all ? new Set() : codes);
  }

  /** The next line that is more than a comment. */
  private nextCode(text: string, line: number, comment: string): number {
    for (let at = line + 1; at < this.lineStarts.length; at++) {
      const content = text.slice(this.lineStarts[at], this.lineStarts[at + 1]).trim();
      if (content !== "" && !content.startsWith(comment)) return at;
    }
    return line;
  }

  private lineOf(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
