/** A place in a text; both count from 0. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly rank: number;
}

/** Where a line of the edited text was shifted: from `column` on, by `by` columns. */
interface Shift {
  readonly column: number;
  readonly by: number;
}

/** Changes to a text that keep its lines, and the way back from places in the changed text. */
export class TextEdits {
  private readonly edits: Edit[] = [];
  private readonly shifts = new Map<number, Shift[]>();

  constructor(private readonly original: string) {}

  /** Replaces a range; line feeds in it stay, so that all that follows keeps its line. */
  replace(start: number, end: number, text: string): void {
    const lines = this.original.slice(start, end).split("\n").length - 1;
    this.edits.push({ start, end, text: text + "\n".repeat(lines), rank: 1 });
  }

  /** Puts brackets around a range. Those of a later call stand inside those of an earlier one. */
  surround(start: number, end: number, before: string, after: string): void {
    this.edits.push({ start, end: start, text: before, rank: 1 });
    this.edits.push({ start: end, end, text: after, rank: 0 }); // before what begins at the same place
  }

  /** Blanks a range out; nothing moves. */
  blank(start: number, end: number): void {
    this.replaceExactly(start, end, "");
  }

  /** Replaces a range by a text that is no longer, and fills it up with spaces; nothing moves. */
  replaceExactly(start: number, end: number, text: string): void {
    const blank = this.original.slice(start + text.length, end).replaceAll(/[^\r\n]/g, " ");
    this.edits.push({ start, end, text: text + blank, rank: 1 });
  }

  /** The changed text. */
  apply(): string {
    this.edits.sort((one, other) => one.start - other.start || one.rank - other.rank);
    let result = "";
    let at = 0;
    let line = 0;
    let lineStart = 0;
    const advance = (text: string) => {
      for (let feed = text.indexOf("\n"); feed >= 0; feed = text.indexOf("\n", feed + 1)) {
        line += 1;
        lineStart = result.length + feed + 1;
      }
      result += text;
    };
    for (const { start, end, text } of this.edits) {
      advance(this.original.slice(at, start));
      const column = result.length - lineStart;
      const by = text.length - (end - start);
      if (by !== 0 && !text.includes("\n")) {
        const shifts = this.shifts.get(line) ?? [];
        shifts.push({ column, by });
        this.shifts.set(line, shifts);
      }
      advance(text);
      at = end;
    }
    advance(this.original.slice(at));
    return result;
  }

  /** Where a place of the changed text was in the original. */
  toOriginal({ line, column }: Place): Place {
    let back = 0;
    for (const shift of this.shifts.get(line) ?? [])
      if (column > shift.column) back += Math.min(shift.by, column - shift.column);
    return { line, column: column - back };
  }
}
