import type { FileParts } from "../fileParts";
import type { SyntaxText } from "../syntax/syntaxText";
import { lastLineOfDefinition } from "./definitions";

/** A cell or a job in a file's outline. Lines count from 0, the last included. */
export interface FileSymbol {
  readonly kind: "cell" | "job";
  readonly name: string;
  readonly detail: string;
  readonly firstLine: number;
  readonly lastLine: number;
  /** The line to show when it is chosen. */
  readonly line: number;
  readonly children: readonly FileSymbol[];
}

/** A file's cells and jobs; a job that stands in a cell is below it. */
export function fileSymbols({ cells, jobs }: FileParts, syntax: SyntaxText): FileSymbol[] {
  const ofJobs = jobs.map((job): FileSymbol => {
    const { line, reducerLine, mapper, reducer, mrjobClass, shape } = job;
    const [firstLine, secondLine] = line < reducerLine ? [line, reducerLine] : [reducerLine, line];
    const lastLine = Math.max(...[line, reducerLine].map((at) => lastLineOfDefinition(syntax, at)));
    const name = `${mapper} → ${reducer}`;
    return {
      kind: "job",
      name: mrjobClass ? `${mrjobClass}: ${name}` : name,
      detail: shape,
      firstLine,
      lastLine: Math.max(secondLine, lastLine),
      line,
      children: [],
    };
  });
  if (cells.length === 0) return ofJobs;
  const inCells = new Set<FileSymbol>();
  const ofCells = cells.map(({ title, line, lastLine, options }): FileSymbol => {
    const children = ofJobs.filter((job) => job.firstLine >= line && job.lastLine <= lastLine);
    for (const child of children) inCells.add(child);
    const targets = options.targets?.join(",");
    const detail = targets === undefined ? "" : `targets=${targets}`;
    return { kind: "cell", name: title, detail, firstLine: line, lastLine, line, children };
  });
  const others = ofJobs.filter((job) => !inCells.has(job));
  return [...ofCells, ...others].sort((a, b) => a.firstLine - b.firstLine);
}
