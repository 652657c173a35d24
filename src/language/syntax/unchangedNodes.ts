import type { Tree } from "@vscode/tree-sitter-wasm";
import { childAt, type SyntaxNode, type SyntaxNodes } from "./syntaxNodes";

/**
 * Nodes of a former state of a text, and how much at the beginning and at the end of it has stayed as it was. What is
 * there need not be read from the tree again, which takes most of the time.
 */
export class UnchangedNodes {
  private constructor(
    private readonly nodes: SyntaxNodes,
    /** UTF-16 units. */
    private readonly atStart: number,
    private readonly atEnd: number,
  ) {}

  /** All of a text's nodes. */
  static of(nodes: SyntaxNodes): UnchangedNodes {
    return new UnchangedNodes(nodes, nodes.text.length, nodes.text.length);
  }

  /**
   * What is left of them after a change.
   * @param places where the text was changed, and where its tree is another, as offsets of the text after the change
   * @param length of the text after the change
   */
  without(places: readonly { from: number; to: number }[], length: number): UnchangedNodes {
    let { atStart, atEnd } = this;
    for (const { from, to } of places) {
      atStart = Math.min(atStart, from);
      atEnd = Math.min(atEnd, length - to);
    }
    return new UnchangedNodes(this.nodes, atStart, atEnd);
  }

  /**
   * The node directly below the root, all of which is as it was, that now stands at these offsets of a text of this
   * length. What only touches a change is not meant: its neighbour decides how it is parsed.
   */
  at(from: number, to: number, length: number): SyntaxNode | undefined {
    const { root, text } = this.nodes;
    const isLate = from > length - this.atEnd;
    if (to >= this.atStart && !isLate) return undefined;
    const moved = isLate ? length - text.length : 0;
    const node = childAt(root.children, from - moved);
    return node?.from === from - moved && node.to === to - moved ? node : undefined;
  }

  /** A node with all below it. */
  below(node: SyntaxNode): readonly SyntaxNode[] {
    return this.nodes.within(node);
  }

  /** What the whole is, which decides how its parts are read. */
  get type(): string {
    return this.nodes.root.type;
  }
}

/** Where a tree differs from the one before it, which has had the text's edits. */
export function changedPlaces(before: Tree, after: Tree): { from: number; to: number }[] {
  return before
    .getChangedRanges(after)
    .map(({ startIndex, endIndex }) => ({ from: startIndex, to: endIndex }));
}
