import { type Cell, type CellOptions, findCells } from "./cells";
import type { LanguageFacts } from "./languages";

/** A piece of a file to run: where it begins, and what to call it. */
export interface RunTarget {
  readonly kind: "selection" | "cell" | "file";
  readonly title: string;
  readonly code: string;
  /** Line of the file (from 0) on which the code begins. */
  readonly firstLine: number;
  readonly options: CellOptions;
}

/** Where the user stands in a file. Lines and characters count from 0. */
export interface Standpoint {
  readonly cursorLine: number;
  readonly selection?: { readonly firstLine: number; readonly text: string };
}

/**
 * What "Run on All Engines" runs: the selection if there is one, the cell under the cursor if the file has cells,
 * else the whole file.
 */
export function chooseTarget(
  text: string,
  facts: LanguageFacts,
  where: Standpoint,
  marker?: string,
): RunTarget {
  const { selection, cursorLine } = where;
  if (selection && selection.text.trim() !== "") {
    const { firstLine } = selection;
    return {
      kind: "selection",
      title: `line ${firstLine + 1}`,
      code: dedent(selection.text),
      firstLine,
      options: {},
    };
  }
  const cells = findCells(text, facts, marker);
  const cell = cells.findLast(({ line }) => line <= cursorLine) ?? cells[0];
  return cell ? cellTarget(cell) : fileTarget(text);
}

/** Cells that run once each, and what all of them need. */
export interface SeparateCells {
  /** The code before the first marker, where there is any: it runs on every engine first. */
  readonly setUp?: RunTarget;
  readonly cells: readonly RunTarget[];
}

/** All cells of a file, each of which can run by itself; none in a file without cell markers. */
export function separateCells(text: string, facts: LanguageFacts, marker?: string): SeparateCells {
  const all = findCells(text, facts, marker);
  return separated(all, all);
}

/**
 * The cells that "Run Cells on Free Engines" runs: those that the selection touches, if they are several, else all of the
 * file; none in a file without cell markers.
 */
export function chooseCells(
  text: string,
  facts: LanguageFacts,
  { selection }: Standpoint,
  marker?: string,
): SeparateCells {
  const all = findCells(text, facts, marker);
  const cells = all.filter(({ header }) => header);
  const { firstLine = 0, text: selected = "" } = selection ?? {};
  // A selection that ends at a line's beginning has nothing of that line.
  const lastLine = firstLine + selected.replace(/\r?\n$/, "").split("\n").length - 1;
  const touched = selection
    ? cells.filter((cell) => cell.line <= lastLine && cell.lastLine >= firstLine)
    : [];
  return separated(all, touched.length > 1 ? touched : cells);
}

/**
 * The cells of these titles as a file now has them, in its order. Of several cells with the same title as many as are
 * named; what is not there any more is left out.
 */
export function cellsTitled(
  text: string,
  facts: LanguageFacts,
  titles: readonly string[],
  marker?: string,
): SeparateCells {
  const wanted = [...titles];
  const all = findCells(text, facts, marker);
  const named = all.filter(({ title, header }) => {
    const at = header ? wanted.indexOf(title) : -1;
    if (at >= 0) wanted.splice(at, 1);
    return at >= 0;
  });
  return separated(all, named);
}

function separated([first]: readonly Cell[], chosen: readonly Cell[]): SeparateCells {
  return {
    ...(first && !first.header && { setUp: cellTarget(first) }),
    cells: chosen.filter(({ header }) => header).map(cellTarget),
  };
}

export function cellTarget({ title, code, firstLine, options }: Cell): RunTarget {
  return { kind: "cell", title, code, firstLine, options };
}

export function fileTarget(text: string): RunTarget {
  return { kind: "file", title: "", code: text.replace(/^\ufeff/, ""), firstLine: 0, options: {} };
}

/** Some lines of a file as one piece of code, each on its own line of the file; lines between them are empty. */
export function partLines(
  text: string,
  spans: readonly { readonly from: number; readonly to: number }[],
  options: CellOptions,
): RunTarget {
  const firstLine = Math.min(...spans.map(({ from }) => from));
  const last = Math.max(...spans.map(({ to }) => to));
  const code = text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\n|\r/)
    .slice(firstLine, last + 1)
    .map((line, at) =>
      spans.some(({ from, to }) => from <= firstLine + at && firstLine + at <= to) ? line : "",
    )
    .join("\n");
  // What comes after them needs them.
  const { block: _, ...others } = options;
  return { kind: "selection", title: `line ${firstLine + 1}`, code, firstLine, options: others };
}

/** A selection inside a function or a class is indented, which Python would refuse. */
function dedent(text: string): string {
  const lines = text.split(/\r?\n/);
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0] ?? "");
  const [first = ""] = indents;
  const shared = indents.reduce((common, indent) => {
    let at = 0;
    while (at < common.length && common[at] === indent[at]) at++;
    return common.slice(0, at);
  }, first);
  return lines.map((line) => (line.startsWith(shared) ? line.slice(shared.length) : line)).join("\n");
}
