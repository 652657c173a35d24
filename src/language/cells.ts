import type { LanguageFacts } from "./languages";

/** What a cell's header may say, in ipyparallel's words. */
export interface CellOptions {
  /** Engines to run on; absent for all. */
  readonly targets?: readonly number[];
  /** False to go on without waiting for the cell's end. */
  readonly block?: boolean;
}

/** A part of a file that runs by itself. Lines count from 0. */
export interface Cell {
  /** Number within the file, from 0. */
  readonly index: number;
  readonly title: string;
  /** Line of the marker, or of the first code line for the part before the first marker. */
  readonly line: number;
  /** First line of code, after the marker. */
  readonly firstLine: number;
  /** Last line, that before the next marker. */
  readonly lastLine: number;
  readonly code: string;
  readonly options: CellOptions;
}

/** The default of the setting `parallelLabs.cells.marker`: `# %%` or `// %%`, and `# In[1]:` as nbconvert writes. */
export const DEFAULT_MARKER = "^\\s*(#|//)\\s*(%%|In\\s*\\[)";

/**
 * The cells of a file; none when it has no markers. Code before the first marker is a cell of its own when there is
 * any. `marker` is a regular expression for a marker's line.
 */
export function findCells(text: string, { comment }: LanguageFacts, marker = DEFAULT_MARKER): Cell[] {
  const pattern = new RegExp(marker);
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  const markers = lines.flatMap((line, at) => {
    const found = line.trimStart().startsWith(comment) ? pattern.exec(line) : null;
    return found ? [{ at, rest: line.slice(found.index + found[0].length) }] : [];
  });
  if (markers.length === 0) return [];
  const cells: Cell[] = [];
  const add = (line: number, firstLine: number, end: number, header: string) => {
    const body = lines.slice(firstLine, end);
    const magic = readMagic(body);
    const { title, options } = readHeader(header);
    cells.push({
      index: cells.length,
      title: title || `Cell ${cells.length + 1}`,
      line,
      firstLine,
      lastLine: Math.max(line, end - 1),
      code: magic.lines.join("\n"),
      options: { ...options, ...magic.options },
    });
  };
  const [first] = markers;
  if (first && lines.slice(0, first.at).some((line) => isCode(line, comment))) add(0, 0, first.at, "");
  for (const [index, { at, rest }] of markers.entries()) {
    add(at, at + 1, markers[index + 1]?.at ?? lines.length, rest);
  }
  return cells;
}

function isCode(line: string, comment: string): boolean {
  const text = line.trim();
  return text !== "" && !text.startsWith(comment) && !/^("""|''').*\1$/.test(text);
}

/** `title [targets=0,2 block=false]`; what nbconvert writes (`1]:`) is no title. */
function readHeader(header: string): { title: string; options: CellOptions } {
  const bracket = /\[([^\]]*=[^\]]*)\]\s*$/.exec(header);
  const title = (bracket ? header.slice(0, bracket.index) : header).replace(/^\s*\d*\s*\]:?/, "").trim();
  return { title, options: bracket?.[1] ? readOptions(bracket[1].trim().split(/\s+/)) : {} };
}

function readOptions(words: readonly string[]): CellOptions {
  let options: CellOptions = {};
  for (const word of words) {
    const [name, value = ""] = word.split("=");
    if (name === "targets") options = { ...options, ...readTargets(value) };
    else if (name === "block") options = { ...options, block: value !== "false" };
  }
  return options;
}

function readTargets(value: string): CellOptions {
  const targets = value.split(",").map(Number);
  return value !== "" && value !== "all" && targets.every((id) => Number.isInteger(id) && id >= 0)
    ? { targets }
    : {};
}

/**
 * Honours ipyparallel's magics in pasted cells: `%%px [--targets 0,2] [--noblock]` as a cell's first line, and
 * `%px expression` anywhere. Lines keep their numbers.
 */
function readMagic(lines: readonly string[]): { lines: string[]; options: CellOptions } {
  let options: CellOptions = {};
  let seenCode = false;
  const plain = lines.map((line) => {
    const whole = /^\s*%%px\b(.*)$/.exec(line);
    if (whole && !seenCode) {
      options = readMagicOptions(whole[1] ?? "");
      return "";
    }
    if (line.trim() !== "") seenCode = true;
    return line.replace(/^(\s*)%px\s+/, "$1");
  });
  return { lines: plain, options };
}

function readMagicOptions(text: string): CellOptions {
  const targets = /(?:--targets|-t)[=\s]+(\S+)/.exec(text);
  return {
    ...(targets?.[1] ? readTargets(targets[1]) : {}),
    ...(/--(noblock|no-block)\b/.test(text) ? { block: false } : {}),
  };
}
