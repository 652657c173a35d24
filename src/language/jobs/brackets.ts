import type { Language } from "../../protocol/language";
import type { Token } from "./tokens";

/** Python's words that begin a statement and never stand within brackets. */
const PYTHON_STATEMENTS = new Set(
  "def class return while with try except finally pass raise break continue import global nonlocal del assert".split(
    " ",
  ),
);
/** Words with which a statement begins at the left edge of a formatted JavaScript file. */
const JAVASCRIPT_STATEMENTS = new Set(
  "function export import const let var class async type interface enum declare".split(" "),
);

/**
 * Says of every token how many brackets are open around it. Half-typed code leaves brackets open, which would swallow
 * all that follows: in Python the next statement's word closes them; in JavaScript, where the brackets of the whole file
 * do not agree, the next statement at the left edge does.
 */
export function measureDepths(tokens: readonly Token[], language: Language): void {
  const recovers =
    language === "python"
      ? ({ first, text }: Token) => first && PYTHON_STATEMENTS.has(text)
      : ({ first, column, text }: Token) => first && column === 0 && JAVASCRIPT_STATEMENTS.has(text);
  if (language === "python") measure(tokens, recovers);
  else if (!measure(tokens, () => false)) measure(tokens, recovers);
}

/** Whether every bracket found its partner. */
function measure(tokens: readonly Token[], recovers: (token: Token) => boolean): boolean {
  let depth = 0;
  let balanced = true;
  for (const token of tokens) {
    if (depth > 0 && recovers(token)) depth = 0;
    if (isClosing(token)) {
      if (depth === 0) balanced = false;
      else depth--;
    }
    token.depth = depth;
    if (isOpening(token)) depth++;
  }
  return balanced && depth === 0;
}

export function isOpening({ kind, text }: Token): boolean {
  return kind === "mark" && (text === "(" || text === "[" || text === "{");
}

export function isClosing({ kind, text }: Token): boolean {
  return kind === "mark" && (text === ")" || text === "]" || text === "}");
}

/** Index of the bracket that closes the one at `open`, or of the first token that is outside of it. */
export function closeOf(tokens: readonly Token[], open: number): number {
  const depth = tokens[open]?.depth ?? 0;
  let at = open + 1;
  while (at < tokens.length && (tokens[at]?.depth ?? 0) > depth) at++;
  return at;
}

/** The tokens within the bracket at `open`. */
export function within(tokens: readonly Token[], open: number): Token[] {
  return tokens.slice(open + 1, closeOf(tokens, open));
}

/** Cuts at the given sign where it stands at the depth of the first token. Nothing gives no parts. */
export function splitAt(tokens: readonly Token[], sign: string): Token[][] {
  const depth = tokens[0]?.depth;
  const parts: Token[][] = [];
  let part: Token[] = [];
  for (const token of tokens) {
    if (token.depth === depth && token.text === sign) {
      parts.push(part);
      part = [];
    } else part.push(token);
  }
  return part.length > 0 ? [...parts, part] : parts;
}

/** Tokens as one line with a space between each two, for patterns over code; a string's content is left out. */
export function phrase(tokens: readonly Token[]): string {
  return tokens.map(({ kind, text }) => (kind === "string" ? '""' : text)).join(" ");
}
