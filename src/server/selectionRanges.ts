import type { Position, SelectionRange } from "vscode-languageserver";
import { selectionsAt } from "../language/editing/selections";
import type { FileView } from "./fileView";

/** The parts of the text around each position, for growing a selection. */
export function selectionRanges(
  { document, parts, syntax }: FileView,
  positions: readonly Position[],
): SelectionRange[] {
  return positions.map((position) => {
    let range: SelectionRange | undefined;
    for (const { from, to } of selectionsAt(syntax, parts, document.offsetAt(position)).reverse())
      range = { range: document.range(from, to), ...(range && { parent: range }) };
    return range ?? { range: { start: position, end: position } };
  });
}
