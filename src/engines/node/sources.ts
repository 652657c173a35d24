import { SourceMap, type SourceMapPayload } from "node:module";
import type { TextEdits } from "./textEdits";

/** A line and column of the user's file, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** How places in a compiled cell come from the user's file. */
export interface CompiledSource {
  readonly filename: string;
  /** Line of the file, from 0, on which the cell begins. */
  readonly firstLine: number;
  /** Lines of the compiled code. */
  readonly lines: number;
  readonly edits: TextEdits;
  /** From the user's TypeScript to the JavaScript that was edited. */
  readonly map?: SourceMapPayload;
}

/** Cells of one file are asked from the last to the first; this many are remembered. */
const MOST_CELLS = 200;

/** The texts that ran, to tell the user's files from others and to find the user's own places. */
export class Sources {
  private readonly cells = new Map<string, (CompiledSource & { sourceMap?: SourceMap })[]>();

  add(cell: CompiledSource): void {
    const others = this.cells.get(cell.filename) ?? [];
    const sameText = (other: CompiledSource) =>
      other.firstLine === cell.firstLine && other.lines === cell.lines;
    this.cells.set(cell.filename, [cell, ...others.filter((other) => !sameText(other))].slice(0, MOST_CELLS));
  }

  has(filename: string): boolean {
    return this.cells.has(filename);
  }

  clear(): void {
    this.cells.clear();
  }

  /** The user's place for a place in compiled code; undefined for code that the engine put before a cell. */
  toUser(filename: string, { line, column }: Position, inAccessor = false): Position | undefined {
    const cells = this.cells.get(filename) ?? [];
    if (inAccessor && cells.some(({ firstLine }) => firstLine === line)) return undefined;
    const cell = cells.find(({ firstLine, lines }) => line > firstLine && line <= firstLine + lines);
    if (!cell) return { line, column };
    const original = cell.edits.toOriginal({ line: line - cell.firstLine - 1, column: column - 1 });
    if (!cell.map) return { line: original.line + cell.firstLine + 1, column: original.column + 1 };
    cell.sourceMap ??= new SourceMap(cell.map);
    const entry = cell.sourceMap.findEntry(original.line, original.column);
    if (!("originalLine" in entry)) return { line, column };
    return { line: entry.originalLine + cell.firstLine + 1, column: entry.originalColumn + 1 };
  }
}
