import {
  type CellHeader,
  type CellOptions,
  cellOptions,
  parseHeader,
  readTargets,
} from "./headers/cellHeader";
import type { LanguageFacts } from "./languages";

export type { CellOptions };

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
  /** Its marker's line taken apart; absent for the part before the first marker. */
  readonly header?: CellHeader;
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
    if (!found) return [];
    return [{ at, header: parseHeader(line, found.index, found.index + found[0].length) }];
  });
  if (markers.length === 0) return [];
  const cells: Cell[] = [];
  const add = (line: number, firstLine: number, end: number, header?: CellHeader) => {
    const body = lines.slice(firstLine, end);
    const magic = readMagic(body);
    cells.push({
      index: cells.length,
      title: header?.title || `Cell ${cells.length + 1}`,
      line,
      firstLine,
      lastLine: Math.max(line, end - 1),
      code: magic.lines.join("\n"),
      options: { ...(header && cellOptions(header)), ...magic.options },
      ...(header && { header }),
    });
  };
  const [first] = markers;
  if (first && lines.slice(0, first.at).some((line) => isCode(line, comment))) add(0, 0, first.at);
  for (const [index, { at, header }] of markers.entries()) {
    add(at, at + 1, markers[index + 1]?.at ?? lines.length, header);
  }
  return cells;
}

function isCode(line: string, comment: string): boolean {
  const text = line.trim();
  return text !== "" && !text.startsWith(comment) && !/^("""|''').*\1$/.test(text);
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
