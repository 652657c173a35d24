import { type DocumentSymbol, SymbolKind } from "vscode-languageserver";
import { type FileSymbol, fileSymbols } from "../language/editing/fileSymbols";
import type { FileView } from "./fileView";
import type { ServerDocument } from "./serverDocument";

/** Cells and jobs for the outline. */
export function documentSymbols({ document, parts, syntax }: FileView): DocumentSymbol[] {
  return fileSymbols(parts, syntax).map((symbol) => toProtocol(symbol, document));
}

function toProtocol(symbol: FileSymbol, document: ServerDocument): DocumentSymbol {
  const { kind, name, detail, firstLine, lastLine, line, children } = symbol;
  const end = (at: number) => ({ line: at, character: document.line(at).length });
  return {
    name: name || "…",
    detail,
    kind: kind === "cell" ? SymbolKind.Module : SymbolKind.Function,
    range: { start: { line: firstLine, character: 0 }, end: end(lastLine) },
    selectionRange: { start: { line, character: 0 }, end: end(line) },
    children: children.map((child) => toProtocol(child, document)),
  };
}
