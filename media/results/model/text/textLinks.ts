import { openableFile } from "../traceback";

/** Where a stretch of text leads: to a place in a file (line and column from 1), or to a page of the web. */
export type LinkTarget =
  | { readonly filename: string; readonly line: number; readonly column?: number }
  | { readonly url: string };

/** A stretch of text that leads somewhere: offsets, the end excluded. */
export interface TextLink {
  readonly start: number;
  readonly end: number;
  readonly target: LinkTarget;
}

/** Longer lines are data: not to look at them bounds the time. */
const LONGEST_LINE = 2000;
/** What a line with a link has; all others are passed over. */
const HINT = /:\/\/|", line \d|\S:\d|\w\(\d+,\s?\d/;

const URL = /\bhttps?:\/\/[^\s<>"'`{}|\\^]+/gi;
const PYTHON_FRAME = /File "(?<file>[^"\n]+)", line (?<line>\d{1,9})/g;
/** What may be a path with its place. Each character is looked at once. */
const WORD = /[^\s"'`<>|()[\]{},;=]+/g;
const PLACED =
  /^(?<file>(?:file:\/\/\/?)?(?:[A-Za-z]:(?=[\\/]))?[^:]+):(?<line>\d{1,9})(?::(?<column>\d{1,9}))?(?=$|:|\.$)/;
/** `(3,4)` after a path, as TypeScript's compiler prints it. */
const IN_BRACKETS = /\((?<line>\d{1,9})(?:,\s?(?<column>\d{1,9}))?\)/y;
/** A path with folders may be of any kind; a name alone must be that of a source file, or `host.example:80` would be one. */
const ENDING = /\.[A-Za-z]\w{0,9}$/;
const SOURCE_NAME =
  /^[^\\/]+\.(?:pyi?|ipynb|[cm]?[jt]s|[jt]sx|json|jsonl|c|h|cc|cpp|hpp|cu|rs|go|java|rb|r|jl|sh|f90|md|txt|csv|tsv|ya?ml|toml|html|css)$/i;

/** What of a text leads somewhere, at most `most`, in its order. */
export function textLinks(text: string, most = Number.POSITIVE_INFINITY): TextLink[] {
  if (!HINT.test(text)) return [];
  const links: TextLink[] = [];
  for (let from = 0; from < text.length && links.length < most; ) {
    const to = text.indexOf("\n", from) < 0 ? text.length : text.indexOf("\n", from);
    if (to - from <= LONGEST_LINE) {
      for (const { start, end, target } of lineLinks(text.slice(from, to)))
        links.push({ start: start + from, end: end + from, target });
    }
    from = to + 1;
  }
  return links.slice(0, most);
}

function lineLinks(line: string): TextLink[] {
  if (!HINT.test(line)) return [];
  const links: TextLink[] = [];
  const add = (link: TextLink) => {
    if (links.every(({ start, end }) => link.end <= start || link.start >= end)) links.push(link);
  };
  for (const { 0: found, index } of line.matchAll(URL)) {
    const url = withoutEnd(found);
    add({ start: index, end: index + url.length, target: { url } });
  }
  for (const { 0: found, index, groups } of line.matchAll(PYTHON_FRAME)) {
    const filename = openableFile(groups?.["file"] ?? "");
    const target = filename !== undefined && { filename, line: Number(groups?.["line"]) };
    if (target && !isRemote(filename)) add({ start: index, end: index + found.length, target });
  }
  for (const { 0: word, index } of line.matchAll(WORD)) {
    const link = placeOf(word, index, line);
    if (link) add(link);
  }
  return links.sort((a, b) => a.start - b.start);
}

function placeOf(word: string, start: number, line: string): TextLink | undefined {
  const placed = PLACED.exec(word);
  IN_BRACKETS.lastIndex = start + word.length;
  const match = placed ?? IN_BRACKETS.exec(line);
  const filename = openableFile(placed?.groups?.["file"] ?? word);
  if (!match || filename === undefined || isRemote(filename)) return undefined;
  const isPath = /[\\/]/.test(filename) && ENDING.test(filename);
  if (!isPath && !SOURCE_NAME.test(filename)) return undefined;
  const { line: row, column } = match.groups ?? {};
  const end = placed ? start + placed[0].length : start + word.length + match[0].length;
  return {
    start,
    end,
    target: { filename, line: Number(row), ...(column !== undefined && { column: Number(column) }) },
  };
}

/** To look whether a file of another machine exists tells that machine who asks. */
function isRemote(filename: string): boolean {
  return /^[\\/]{2}/.test(filename) || filename.includes("://");
}

/** A link without the stop, the quotation mark or the bracket after it, unless that bracket was opened in it. */
function withoutEnd(url: string): string {
  let end = url.length;
  for (; end > 0; end--) {
    const last = url.charAt(end - 1);
    if (".,;:!?*_~".includes(last)) continue;
    if (last === ")" && count(url, ")", end) > count(url, "(", end)) continue;
    if (last === "]" && count(url, "]", end) > count(url, "[", end)) continue;
    break;
  }
  return url.slice(0, end);
}

function count(text: string, sign: string, end: number): number {
  return text.slice(0, end).split(sign).length - 1;
}
