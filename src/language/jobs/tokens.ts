import type { Language } from "../../protocol/language";
import { afterBlockComment, afterQuoted, afterRegex, afterTemplate, afterTriple } from "./literals";

export type TokenKind = "name" | "number" | "string" | "mark";

/** A word, number, string or sign of a program. Lines and columns count from 0. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly line: number;
  /** For Python's first token of a line the width of its indentation, a tab going to the next multiple of 8. */
  readonly column: number;
  /** Whether it is the first of its line, which no backslash joins to the line before. */
  readonly first: boolean;
  /** How many brackets are open around it; a bracket has the depth of what is around it. */
  depth: number;
}

export interface Comment {
  readonly text: string;
  readonly line: number;
  readonly lastLine: number;
  /** Whether nothing but white space is before it on its line. */
  readonly first: boolean;
}

export interface TokenList {
  readonly tokens: Token[];
  readonly comments: readonly Comment[];
}

const MARKS = new Set(
  "=> -> := == === != !== <= >= += -= *= /= %= **= //= |= &= ** // && || ?? ?. ... ++ --".split(" "),
);
const PREFIX = /^[bBfFrRtTuU]{1,3}$/;
/** Names after which a slash begins a regular expression. */
const BEFORE_VALUE = new Set(
  "return typeof case in of yield await delete void instanceof new do else".split(" "),
);
const NEWLINE = 10;

/**
 * Cuts Python, JavaScript or TypeScript into tokens. It takes any text, because people type and paste programs that do
 * not parse: a string or comment that is never closed ends with its line. That is why neither acorn (which stops at the
 * first error and needs the types gone) nor Python's own parser (which may be missing) is used here.
 */
export function tokenize(text: string, language: Language): TokenList {
  const python = language === "python";
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  let line = 0;
  let lineStart = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let first = true;
  let at = lineStart;
  /** Moves to `end`, counting the lines that a token spans. */
  const moveTo = (end: number) => {
    for (let next = text.indexOf("\n", at); next >= 0 && next < end; next = text.indexOf("\n", next + 1)) {
      line++;
      lineStart = next + 1;
    }
    at = end;
  };
  const add = (kind: TokenKind, end: number) => {
    const column = python && first ? indentation(text, lineStart, at) : at - lineStart;
    tokens.push({ kind, text: text.slice(at, end), line, column, first, depth: 0 });
    first = false;
    if (kind === "string") moveTo(end);
    else at = end;
  };
  const comment = (end: number) => {
    const [begun, wasFirst, content] = [line, first, text.slice(at, end)];
    moveTo(end);
    comments.push({ text: content, line: begun, lastLine: line, first: wasFirst });
  };
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) {
      moveTo(at + 1);
      first = true;
    } else if (isSpace(code)) at++;
    else if (isNameStart(code)) {
      const end = afterName(text, at);
      const quoted = python && isQuote(text[end]) && PREFIX.test(text.slice(at, end));
      if (quoted) add("string", afterPythonString(text, end));
      else add("name", end);
    } else if (code >= 48 && code <= 57) add("number", afterNumber(text, at));
    else if (isQuote(text[at])) add("string", python ? afterPythonString(text, at) : afterQuoted(text, at));
    else if (python) {
      const joined = code === 92 ? /\\\r?\n/y : undefined;
      if (joined) joined.lastIndex = at;
      if (joined?.test(text)) moveTo(joined.lastIndex);
      else if (text[at] === "#") comment(lineEnd(text, at));
      else add("mark", afterMark(text, at));
    } else if (text.startsWith("//", at) || text.startsWith("#!", at)) comment(lineEnd(text, at));
    else if (text.startsWith("/*", at)) comment(afterBlockComment(text, at));
    else if (text[at] === "`") add("string", afterTemplate(text, at));
    else {
      const regex = text[at] === "/" && takesValue(tokens.at(-1)) ? afterRegex(text, at) : undefined;
      if (regex) add("string", regex);
      else add("mark", afterMark(text, at));
    }
  }
  return { tokens, comments };
}

function afterPythonString(text: string, at: number): number {
  const quote = text.slice(at, at + 3);
  return quote === '"""' || quote === "'''" ? afterTriple(text, at) : afterQuoted(text, at);
}

/** Whether a value may begin after this token, so that a slash is no division. */
function takesValue(before: Token | undefined): boolean {
  if (!before) return true;
  if (before.kind === "name") return BEFORE_VALUE.has(before.text);
  return before.kind === "mark" && !")]}<".includes(before.text);
}

function afterMark(text: string, at: number): number {
  for (const length of [3, 2]) if (MARKS.has(text.slice(at, at + length))) return at + length;
  return at + 1;
}

function afterName(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && isNamePart(text.charCodeAt(end))) end++;
  return end;
}

function afterNumber(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && (isNamePart(text.charCodeAt(end)) || text[end] === ".")) end++;
  return end;
}

function indentation(text: string, from: number, to: number): number {
  let width = 0;
  for (let at = from; at < to; at++) width = text[at] === "\t" ? (Math.floor(width / 8) + 1) * 8 : width + 1;
  return width;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : text[end - 1] === "\r" ? end - 1 : end;
}

const isQuote = (char: string | undefined) => char === '"' || char === "'";
const isSpace = (code: number) => code <= 32 || code === 0xa0 || code === 0xfeff;
const isNameStart = (code: number) =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36 || code > 127;
const isNamePart = (code: number) => isNameStart(code) || (code >= 48 && code <= 57);
