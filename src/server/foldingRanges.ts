import { type FoldingRange, FoldingRangeKind } from "vscode-languageserver";
import { foldings } from "../language/editing/foldings";
import type { FileView } from "./fileView";

/** What can be folded in a file with cells; null leaves it to the editor. */
export function foldingRanges({ facts, parts, syntax }: FileView): FoldingRange[] | null {
  const found = foldings(parts, syntax, facts.language);
  if (!found) return null;
  return found.map(({ firstLine, lastLine, isCell }) => ({
    startLine: firstLine,
    endLine: lastLine,
    ...(isCell && { kind: FoldingRangeKind.Region }),
  }));
}
