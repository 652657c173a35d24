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

/** A code longer than this is no code: it is shown as it is rather than held back. */
const LONGEST_CODE = 4096;

/**
 * Makes plain lines of what a program wrote for a terminal: codes are dropped, and a carriage return goes back
 * to the beginning of the line, so that a progress bar is one line. Text may come in pieces cut anywhere.
 */
export class TerminalText {
  private held = "";
  private line = "";
  private column = 0;

  /** The line that has not ended yet. */
  get lastLine(): string {
    return this.line;
  }

  /** Takes the next piece in and answers the lines that it ended, without their line ends. */
  write(piece: string): string[] {
    let text = this.held + piece;
    const unfinished = UNFINISHED.exec(text);
    this.held =
      unfinished && text.length - unfinished.index <= LONGEST_CODE ? text.slice(unfinished.index) : "";
    text = text.slice(0, text.length - this.held.length).replace(INVISIBLE, "");
    const ended: string[] = [];
    for (const [index, part] of text.split("\n").entries()) {
      if (index > 0) ended.push(this.endLine());
      this.overwrite(part);
    }
    return ended;
  }

  /** Ends the line under way, as a line end would, and answers it. */
  endLine(): string {
    const { line } = this;
    this.line = "";
    this.column = 0;
    return line;
  }

  private overwrite(text: string): void {
    for (const [index, part] of text.split("\r").entries()) {
      if (index > 0) this.column = 0;
      const rest = this.line.slice(this.column + part.length);
      this.line = this.line.slice(0, this.column) + part + rest;
      this.column += part.length;
    }
  }
}
