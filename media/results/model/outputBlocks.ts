import type { TaskError } from "../../../src/protocol/engineCalls";
import type { OutputItem } from "../../../src/protocol/run";
import type { RichValue } from "../../../src/protocol/values";
import { cut, type StyledText, TerminalText } from "./text/terminalText";
import { LookReader, type Stretch } from "./text/textLook";
import { errorHeadline, plainError, tracebackBody } from "./traceback";

type Stream = "stdout" | "stderr";

/** A piece of an engine's output as it is laid out: some lines of one stream, or one thing of another kind. */
export type OutputBlock =
  /** Whole lines, each with its line end; the last may be still under way, or `cut` and go on in the next block. */
  | {
      readonly kind: "text";
      readonly stream: Stream;
      text: string;
      /** The looks that the program gave to stretches of the text, in their order. */
      stretches: readonly Stretch[];
      rows: number;
      cut: boolean;
    }
  | { readonly kind: "display" | "result"; readonly value: RichValue; readonly rows: number }
  | { readonly kind: "error"; readonly error: TaskError; readonly rows: number }
  /** A heading above the output of a task that has a name. */
  | { readonly kind: "task"; readonly label: string; readonly rows: number };

type TextBlock = Extract<OutputBlock, { kind: "text" }>;

/** Lines in one text block at most: what is laid out anew when a line is added. */
const BLOCK_ROWS = 100;
/** Characters that are taken for one row on the screen, to weigh long lines. */
const ROW_CHARACTERS = 120;
/** A line is cut after this many characters, so that one endless line does not make one endless block. */
const LINE_CHARACTERS = 16_000;
/** Stretches with looks in all of an output, at most; what comes after them is plain. */
const MOST_STRETCHES = 200_000;
/** What a picture or a table counts for. */
const RICH_ROWS = 20;

/**
 * Lays out what an engine put out as a list of small blocks, which grows as items are added: all blocks but the
 * last are final. `labelOf` gives the title of the cell that a task ran, where there is one.
 */
export class OutputBlocks {
  readonly blocks: OutputBlock[] = [];
  private task: number | undefined;
  private readonly firstOf = new Map<number, number>();
  /** The text under way: its stream, what the terminal made of it, and the block that it goes into. */
  private stream: Stream | undefined;
  private readonly looks = { stdout: new LookReader(), stderr: new LookReader() };
  private terminal = new TerminalText();
  private open: TextBlock | undefined;
  /** The text of `open` up to its unfinished line, and the looks in that. */
  private whole = "";
  private wholeStretches: Stretch[] = [];
  private stretchesLeft = MOST_STRETCHES;

  constructor(private readonly labelOf: (task: number) => string | undefined) {}

  /** Adds what the engine put out next. */
  append(items: Iterable<OutputItem>): void {
    for (const item of items) {
      if (item.task !== this.task) this.beginTask(item.task);
      if (item.kind === "text") this.appendText(item.stream, item.text);
      else this.push(blockOf(item));
    }
  }

  /** The index of the block in which a task's output begins; undefined where it put nothing out. */
  beginOf(task: number): number | undefined {
    return this.firstOf.get(task);
  }

  /** One block as plain text. */
  textOf(index: number): string {
    const block = this.blocks[index];
    if (!block) return "";
    return block.kind === "text" ? block.text : plainText(block);
  }

  /** Where a line (from 1) of {@link text} is: in a block of text, with its offsets there. */
  placeOfLine(
    line: number,
  ): { readonly block: number; readonly start: number; readonly end: number } | undefined {
    let left = line - 1;
    for (const [index, block] of this.blocks.entries()) {
      const text = plainText(block);
      const lines = text.split("\n").length - 1;
      if (left >= lines) {
        left -= lines;
        continue;
      }
      if (block.kind !== "text") return undefined;
      let start = 0;
      for (; left > 0; left--) start = text.indexOf("\n", start) + 1;
      const end = text.indexOf("\n", start);
      return { block: index, start, end: Math.min(end < 0 ? text.length : end, block.text.length) };
    }
    return undefined;
  }

  /** All of it as plain text, for the clipboard. */
  text(): string {
    return this.blocks.map(plainText).join("");
  }

  private beginTask(task: number): void {
    this.task = task;
    this.terminal.endProgram();
    for (const looks of Object.values(this.looks)) looks.reset();
    const label = this.labelOf(task);
    if (label !== undefined) this.closeText();
    // Text of a task without a heading goes on in the block of the one before it.
    const begin = this.open ? this.blocks.length - 1 : this.blocks.length;
    if (!this.firstOf.has(task)) this.firstOf.set(task, begin);
    if (label !== undefined) this.push({ kind: "task", label, rows: 2 });
  }

  private push(block: OutputBlock): void {
    this.closeText();
    this.blocks.push(block);
  }

  private appendText(stream: Stream, text: string): void {
    if (this.stream !== stream) {
      this.closeText();
      this.terminal = new TerminalText(this.looks[stream]);
    }
    this.stream = stream;
    for (const line of this.terminal.write(text)) this.addLine(stream, line, "\n");
    const { lastLine } = this.terminal;
    if (lastLine.text.length > LINE_CHARACTERS) this.addLine(stream, this.terminal.endLine(), "");
    else if (lastLine.text !== "") this.showUnfinished(this.openText(stream), lastLine);
  }

  private showUnfinished(block: TextBlock, line: StyledText): void {
    block.text = this.whole + line.text;
    const coloured = line.stretches.length > 0 && this.stretchesLeft > 0;
    block.stretches = coloured
      ? [...this.wholeStretches, ...moved(line.stretches, this.whole.length)]
      : this.wholeStretches;
  }

  private addLine(stream: Stream, { text, stretches }: StyledText, end: "\n" | ""): void {
    const line = text + end;
    for (let start = 0; start < line.length; start += LINE_CHARACTERS) {
      const piece = line.slice(start, start + LINE_CHARACTERS);
      const block = this.openText(stream);
      if (stretches.length > 0 && this.stretchesLeft > 0) {
        const within = stretches.flatMap((stretch) => cut(stretch, start, start + piece.length));
        this.wholeStretches.push(...moved(within, this.whole.length - start));
        this.stretchesLeft -= within.length;
      }
      this.whole += piece;
      block.text = this.whole;
      block.stretches = this.wholeStretches;
      block.rows += rowsOf(piece);
      block.cut = !piece.endsWith("\n");
      if (block.rows >= BLOCK_ROWS) this.open = undefined;
    }
  }

  private openText(stream: Stream): TextBlock {
    if (this.open) return this.open;
    this.whole = "";
    this.wholeStretches = [];
    const block: TextBlock = {
      kind: "text",
      stream,
      text: "",
      stretches: this.wholeStretches,
      rows: 0,
      cut: false,
    };
    this.open = block;
    this.blocks.push(block);
    return block;
  }

  /** Ends the text under way: the next text begins on a line, and in a block, of its own. */
  private closeText(): void {
    const block = this.open;
    if (block && this.terminal.lastLine.text !== "")
      this.addLine(block.stream, this.terminal.endLine(), "\n");
    this.stream = undefined;
    this.open = undefined;
  }
}

function blockOf(item: Exclude<OutputItem, { kind: "text" }>): OutputBlock {
  if (item.kind === "error") return { ...item, rows: 1 + item.error.traceback.split("\n").length };
  const isRich = item.value.png ?? item.value.svg ?? item.value.html ?? item.value.json;
  return { ...item, rows: isRich === undefined ? rowsOf(item.value.text) : RICH_ROWS };
}

function errorText(error: TaskError): string {
  return [tracebackBody(error), errorHeadline(error), ""].join("\n").trimStart();
}

/** Stretches as they are in a text that has `by` characters more before them. */
function moved(stretches: readonly Stretch[], by: number): Stretch[] {
  return stretches.map(({ start, end, look }) => ({ start: start + by, end: end + by, look }));
}

function rowsOf(line: string): number {
  return 1 + Math.floor(line.length / ROW_CHARACTERS);
}

function plainText(block: OutputBlock): string {
  switch (block.kind) {
    case "text":
      return block.cut || block.text.endsWith("\n") ? block.text : `${block.text}\n`;
    case "task":
      return `${block.label}\n`;
    case "error":
      return errorText(plainError(block.error));
    default:
      return `${block.value.text}\n`;
  }
}
