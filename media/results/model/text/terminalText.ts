import { LookReader, type Stretch, type TextLook } from "./textLook";

/* Characters by their code, so that no invisible one stands in this file. */
const ESCAPE = "\\u001b";
const BELL = "\\u0007";

/** Colour and cursor codes, titles and links, and control characters that have no look in a page. */
const INVISIBLE = new RegExp(
  [
    `${ESCAPE}\\[[0-?]*[ -/]*[@-~]`,
    `${ESCAPE}[\\]PX^_][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\\\)`,
    `${ESCAPE}[ -/]*[0-Z\\\\^-~]`,
    "[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]",
    // What turns the direction of all that follows, and could make a line look like another.
    "[\\u202a-\\u202e\\u2066-\\u2069]",
  ].join("|"),
  "g",
);

/** The beginning of a code whose end is still to come. */
const UNFINISHED = new RegExp(`${ESCAPE}(?:\\[[0-?]*[ -/]*|[\\]PX^_][^${BELL}${ESCAPE}]*${ESCAPE}?|[ -/]*)$`);

/** A code for a look, without those that terminals take for other questions (`ESC [ > 4 m`). */
const LOOK_CODE = new RegExp(`^${ESCAPE}\\[(?<parameters>[\\d;:]*)m$`);

/** A code longer than this is no code: it is shown as it is rather than held back. */
const LONGEST_CODE = 4096;
/** Stretches of one line that have looks, at most: more make no picture, and would take long to write over. */
const MOST_STRETCHES = 500;

const ESCAPE_CHARACTER = "\u001b";

/** A line, or a text, and how stretches of it look, in their order. */
export interface StyledText {
  readonly text: string;
  readonly stretches: readonly Stretch[];
}

const NO_STRETCHES: readonly Stretch[] = [];

/**
 * Makes lines of what a program wrote for a terminal: codes become looks or are dropped, and a carriage return goes back
 * to the beginning of the line, so that a progress bar is one line. Text may come in pieces cut anywhere.
 */
export class TerminalText {
  private held = "";
  private line = "";
  private column = 0;
  private stretches: Stretch[] = [];

  /** `looks` may be that of a text before, whose look then goes on. */
  constructor(private readonly looks = new LookReader()) {}

  /** The line that has not ended yet. */
  get lastLine(): StyledText {
    return { text: this.line, stretches: this.stretches };
  }

  /** Takes the next piece in and answers the lines that it ended, without their line ends. */
  write(piece: string): StyledText[] {
    let text = this.held + piece;
    const ended: StyledText[] = [];
    if (!text.includes(ESCAPE_CHARACTER)) {
      this.add(text.replace(INVISIBLE, ""), ended);
      return ended;
    }
    const unfinished = UNFINISHED.exec(text);
    this.held =
      unfinished && text.length - unfinished.index <= LONGEST_CODE ? text.slice(unfinished.index) : "";
    text = text.slice(0, text.length - this.held.length);
    let from = 0;
    for (const { 0: code, index } of text.matchAll(INVISIBLE)) {
      this.add(text.slice(from, index), ended);
      from = index + code.length;
      const parameters = LOOK_CODE.exec(code)?.groups?.["parameters"];
      if (parameters !== undefined) this.looks.read(parameters);
    }
    this.add(text.slice(from), ended);
    return ended;
  }

  /** Ends the line under way, as a line end would, and answers it. */
  endLine(): StyledText {
    const { line: text, stretches } = this;
    this.line = "";
    this.column = 0;
    if (stretches.length === 0) return { text, stretches: NO_STRETCHES };
    this.stretches = [];
    return { text, stretches };
  }

  /** What comes next is another program's: it has no part in a look or a code that the one before did not end. */
  endProgram(): void {
    this.held = "";
    this.looks.reset();
  }

  private add(text: string, ended: StyledText[]): void {
    for (const [index, part] of text.split("\n").entries()) {
      if (index > 0) ended.push(this.endLine());
      this.overwrite(part);
    }
  }

  private overwrite(text: string): void {
    for (const [index, part] of text.split("\r").entries()) {
      if (index > 0) this.column = 0;
      if (part !== "") this.place(part);
    }
  }

  private place(part: string): void {
    const [start, end] = [this.column, this.column + part.length];
    const { look } = this.looks;
    if (start < this.line.length) this.writeOver(start, end, look);
    else if (look) this.addStretch(start, end, look);
    this.line = this.line.slice(0, start) + part + this.line.slice(end);
    this.column = end;
  }

  private addStretch(start: number, end: number, look: TextLook): void {
    const { stretches } = this;
    const last = stretches.at(-1);
    if (last?.look === look && last.end === start)
      stretches[stretches.length - 1] = { start: last.start, end, look };
    else if (stretches.length < MOST_STRETCHES) stretches.push({ start, end, look });
  }

  /** Gives a stretch within the line another look. Those around it are not touched, so that this stays quick in a long line. */
  private writeOver(start: number, end: number, look: TextLook | undefined): void {
    const { stretches } = this;
    const first = firstEndingAfter(stretches, start);
    let after = first;
    const rest: Stretch[] = [];
    for (; (stretches[after]?.start ?? end) < end; after++) {
      const stretch = stretches[after];
      if (stretch) rest.push(...cut(stretch, 0, start), ...cut(stretch, end, Number.POSITIVE_INFINITY));
    }
    const before = rest.filter((stretch) => stretch.end <= start);
    const behind = rest.filter((stretch) => stretch.start >= end);
    const isRoom = stretches.length < MOST_STRETCHES;
    const written = look && isRoom ? [{ start, end, look }] : [];
    if (after > first || written.length > 0)
      stretches.splice(first, after - first, ...before, ...written, ...behind);
  }
}

/** The index of the first stretch that ends after an offset, or their number. */
function firstEndingAfter(stretches: readonly Stretch[], offset: number): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The part of a stretch that lies in a range; none or one. */
export function cut({ start, end, look }: Stretch, from: number, to: number): Stretch[] {
  const [first, last] = [Math.max(start, from), Math.min(end, to)];
  return first < last ? [{ start: first, end: last, look }] : [];
}

/** A whole text that was written for a terminal, with its line ends. */
export function styledText(text: string): StyledText {
  if (!text.includes(ESCAPE_CHARACTER)) return { text, stretches: NO_STRETCHES };
  const terminal = new TerminalText();
  const lines = [...terminal.write(text), terminal.endLine()];
  let at = 0;
  const stretches = lines.flatMap((line) => {
    const moved = line.stretches.map(({ start, end, look }) => ({ start: start + at, end: end + at, look }));
    at += line.text.length + 1;
    return moved;
  });
  return { text: lines.map((line) => line.text).join("\n"), stretches };
}

/** A text without codes; what is not a code is left as it is. */
export function withoutCodes(text: string): string {
  return text.includes(ESCAPE_CHARACTER) ? text.replace(INVISIBLE, "") : text;
}
