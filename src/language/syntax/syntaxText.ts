import type { Edit, Node, Parser, Point, Tree } from "@vscode/tree-sitter-wasm";
import type { Disposable } from "../../base/disposable";
import { readNodes } from "./readNodes";
import { SyntaxNode, SyntaxNodes } from "./syntaxNodes";
import { changedPlaces, UnchangedNodes } from "./unchangedNodes";

export type { Node, Point };
export { SyntaxNode, SyntaxNodes };

/** A change of a text: `from` and `to` are offsets of what goes, in UTF-16 units, `text` is what comes. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * A text and its syntax tree, which follows changes without parsing everything anew. Offsets and columns count
 * UTF-16 units, as in VS Code and the language server protocol. The tree is always there: what does not parse is in
 * nodes of type `ERROR`, or `isMissing`; which ones also depends on what the parser knew before the last change.
 */
export class SyntaxText implements Disposable {
  private tree: Tree;
  private lineStarts: readonly number[] | undefined;
  private read: SyntaxNodes | undefined;
  /** What was read last, as far as it still holds. */
  private unchanged: UnchangedNodes | undefined;

  constructor(
    private readonly parser: Parser,
    private current: string,
  ) {
    this.tree = parse(parser, current);
  }

  get text(): string {
    return this.current;
  }

  /** The whole file's node. It, and all below it, are void after the next `change`. */
  get root(): Node {
    return this.tree.rootNode;
  }

  /** The tree as ordinary objects, read once for each state of the text; they stay as they are when it changes. */
  get nodes(): SyntaxNodes {
    if (!this.read) {
      this.read = readNodes(this.tree, this.current, this.unchanged);
      this.unchanged = UnchangedNodes.of(this.read);
    }
    return this.read;
  }

  /** Applies changes one after the other, each to the text that the one before it left, and parses what they touch. */
  change(changes: readonly TextChange[]): void {
    if (changes.length === 0) return;
    this.read = undefined;
    for (const change of changes) {
      const startPosition = this.pointAt(change.from);
      const oldEndPosition = this.pointAt(change.to);
      this.current = this.current.slice(0, change.from) + change.text + this.current.slice(change.to);
      this.lineStarts = undefined;
      const newEndIndex = change.from + change.text.length;
      const edit: Edit = {
        startIndex: change.from,
        oldEndIndex: change.to,
        newEndIndex,
        startPosition,
        oldEndPosition,
        newEndPosition: endOf(startPosition, change.text),
      };
      this.tree.edit(edit);
      const place = { from: change.from, to: newEndIndex };
      this.unchanged = this.unchanged?.without([place], this.current.length);
    }
    const old = this.tree;
    this.tree = parse(this.parser, this.current, old);
    this.unchanged = this.unchanged?.without(changedPlaces(old, this.tree), this.current.length);
    old.delete();
  }

  /** Row and column of an offset. */
  pointAt(offset: number): Point {
    const starts = this.starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { row: low, column: offset - (starts[low] ?? 0) };
  }

  /** Offset of a row and column; a place beyond its line or the text is moved to their end. */
  offsetAt({ row, column }: Point): number {
    const starts = this.starts();
    const start = starts[row];
    if (start === undefined) return row < 0 ? 0 : this.current.length;
    return Math.min(start + Math.max(0, column), starts[row + 1] ?? this.current.length);
  }

  dispose(): void {
    this.tree.delete();
  }

  private starts(): readonly number[] {
    this.lineStarts ??= findLineStarts(this.current);
    return this.lineStarts;
  }
}

function parse(parser: Parser, text: string, old?: Tree): Tree {
  const tree = parser.parse(text, old);
  if (!tree) throw new Error("The parser has no language.");
  return tree;
}

/** Lines end at a line feed alone: it is what tree-sitter counts rows by; a carriage return belongs to its line. */
function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function endOf(start: Point, text: string): Point {
  const last = text.lastIndexOf("\n");
  if (last < 0) return { row: start.row, column: start.column + text.length };
  let rows = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) rows++;
  return { row: start.row + rows, column: text.length - last - 1 };
}
