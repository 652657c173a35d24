import type { FileParts } from "../fileParts";
import type { Node, SyntaxText } from "../syntax/syntaxText";

/** Offsets of a part of a text. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** The parts of a text around an offset, each within the next: words, expressions, functions, the cell, the file. */
export function selectionsAt(syntax: SyntaxText, { cells }: FileParts, offset: number): Part[] {
  const around: Part[] = [];
  let node: Node | null = syntax.root.descendantForIndex(offset);
  for (; node; node = node.parent) around.push({ from: node.startIndex, to: node.endIndex });
  const { row } = syntax.pointAt(offset);
  const cell = cells.find(({ line, lastLine }) => line <= row && row <= lastLine);
  if (cell) {
    const start = (line: number) => syntax.offsetAt({ row: line, column: 0 });
    const to = start(cell.lastLine + 1);
    around.push({ from: start(cell.firstLine), to }, { from: start(cell.line), to });
  }
  around.push({ from: 0, to: syntax.text.length });
  return nested(around.filter(({ from, to }) => from <= offset && offset <= to));
}

/** Those that lie in each other, the smallest first. */
function nested(parts: readonly Part[]): Part[] {
  const kept: Part[] = [];
  for (const part of [...parts].sort((a, b) => a.to - a.from - (b.to - b.from))) {
    const inner = kept.at(-1);
    if (inner && (part.from > inner.from || part.to < inner.to)) continue;
    if (inner && part.from === inner.from && part.to === inner.to) continue;
    kept.push(part);
  }
  return kept;
}
