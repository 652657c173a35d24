import type { Language } from "../../protocol/language";
import type { FileParts } from "../fileParts";
import type { Node, SyntaxText } from "../syntax/syntaxText";

/** Lines that can be folded into the first of them. */
export interface Folding {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly isCell: boolean;
}

/** What Python's blocks are; other languages are folded by their own extensions, which every editor has. */
const BLOCKS = new Set([
  ..."function_definition class_definition if_statement elif_clause else_clause for_statement".split(" "),
  ..."while_statement with_statement try_statement except_clause finally_clause match_statement".split(" "),
  ..."case_clause list dictionary set tuple argument_list parameters string".split(" "),
]);

/**
 * What can be folded in a file with cells: the cells, and Python's blocks, since an editor that gets any foldings from a
 * server looks for no other ones. Undefined for a file without cells, which the editor folds as it likes.
 */
export function foldings(
  { cells }: FileParts,
  syntax: SyntaxText,
  language: Language,
): readonly Folding[] | undefined {
  if (cells.length === 0) return undefined;
  const lines = syntax.text.split("\n");
  const ofCells = cells.flatMap(({ line, lastLine }): Folding[] => {
    let last = lastLine;
    while (last > line && (lines[last] ?? "").trim() === "") last--;
    return last > line ? [{ firstLine: line, lastLine: last, isCell: true }] : [];
  });
  if (language !== "python") return ofCells;
  const known = new Set(ofCells.map(({ firstLine }) => firstLine));
  const blocks: Folding[] = [];
  for (const node of syntax.root.descendantsOfType([...BLOCKS])) {
    const folding = node && blockOf(node);
    if (!folding || known.has(folding.firstLine)) continue;
    known.add(folding.firstLine);
    blocks.push(folding);
  }
  return [...ofCells, ...blocks];
}

function blockOf({ startPosition, endPosition }: Node): Folding | undefined {
  const firstLine = startPosition.row;
  const lastLine = endPosition.column === 0 ? endPosition.row - 1 : endPosition.row;
  return lastLine > firstLine ? { firstLine, lastLine, isCell: false } : undefined;
}
