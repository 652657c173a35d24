import type { MapperGives } from "../../protocol/job";
import type { Language } from "../../protocol/language";
import { closeOf, phrase, splitAt, within } from "./brackets";
import type { Definition } from "./outline";
import { ownCode, resultsOf } from "./ownCode";
import type { Token } from "./tokens";

/** What a mapper's code says of its results. */
export interface MapperResults {
  /** What its calls answer; absent where the code does not say. */
  readonly gives?: MapperGives;
  /** Whether a pair is plainly seen in its results. */
  readonly seesPairs: boolean;
  /** Whether some results are one pair and others lists of pairs. */
  readonly mixed: boolean;
}

type Kind = "pair" | "pairs" | "value" | undefined;

export function mapperResults(mapper: Definition, language: Language): MapperResults {
  const { returned, yielded, generator } = resultsOf(mapper, language);
  const code = phrase(ownCode(mapper, language));
  if (generator) {
    const seesPairs = yielded.some((expression) => kindOf(expression, language, code) !== undefined);
    return { gives: "generator", seesPairs, mixed: false };
  }
  const kinds = new Set(returned.map((expression) => kindOf(expression, language, code)));
  const seesPairs = kinds.has("pair") || kinds.has("pairs");
  if (kinds.has("pair") && kinds.has("pairs")) return { seesPairs, mixed: true };
  if (kinds.has("pairs")) return { gives: "pairs", seesPairs, mixed: false };
  if (kinds.has("pair")) return { gives: "pair", seesPairs, mixed: false };
  return kinds.size === 1 && kinds.has("value")
    ? { gives: "values", seesPairs, mixed: false }
    : { seesPairs, mixed: false };
}

/** What an expression is, where it can be seen. `code` is the function's, to see what a name holds. */
function kindOf(expression: readonly Token[], language: Language, code: string): Kind {
  return language === "python" ? pythonKind(expression, code) : javascriptKind(expression, code);
}

function pythonKind(expression: readonly Token[], code: string): Kind {
  const tokens = unwrap(beforeWord(expression, "if"));
  const [first] = tokens;
  if (!first) return undefined;
  const comprehended = beforeWord(tokens, "for");
  if (comprehended.length < tokens.length)
    return pythonKind(comprehended, code) === "pair" ? "pairs" : undefined;
  const parts = splitAt(tokens, ",");
  if (parts.length === 2) return "pair";
  if (parts.length > 2) return parts.every((part) => pythonKind(part, code) === "pair") ? "pairs" : undefined;
  if (first.text === "[" && closeOf(tokens, 0) === tokens.length - 1) {
    const inner = within(tokens, 0);
    const item = splitAt(beforeWord(inner, "for"), ",")[0] ?? [];
    return item[0]?.text === "(" && pythonKind(item, code) === "pair" ? "pairs" : undefined;
  }
  return namedKind(tokens, code, "append", "(?:\\(|\\[)") ?? plainKind(tokens);
}

function javascriptKind(expression: readonly Token[], code: string): Kind {
  const tokens = unwrap(beforeWord(beforeWord(expression, "as"), "satisfies"));
  if (tokens[0]?.text === "[" && closeOf(tokens, 0) === tokens.length - 1) {
    const parts = splitAt(within(tokens, 0), ",");
    const nested = parts.filter(([first]) => first?.text === "[").length;
    if (parts.length > 0 && nested === parts.length) return "pairs";
    return parts.length === 2 && parts.every(([first]) => first?.text !== "...") ? "pair" : undefined;
  }
  for (const [at, { text }] of tokens.entries()) {
    if (text !== "=>") continue;
    const value = unwrap(tokens.slice(at + 1));
    const open = value.findIndex((token) => token.text === "[");
    if (open !== 0 && !(open === 1 && value[0]?.text === "(")) continue;
    if (splitAt(within(value, open), ",").length === 2) return "pairs";
  }
  return namedKind(tokens, code, "push", "\\[") ?? plainKind(tokens);
}

/** A list that pairs are appended to, or that a call makes of pairs. */
function namedKind(tokens: readonly Token[], code: string, append: string, opening: string): Kind {
  const words = phrase(tokens);
  if (/(?:^| )(?:items|iteritems|entries|most_common) \( \d* ?\)$|^(?:zip|enumerate) \(/.test(words))
    return "pairs";
  const name = tokens.length === 1 && tokens[0]?.kind === "name" ? escapeName(tokens[0].text) : undefined;
  if (!name) return undefined;
  const pushed = new RegExp(
    `(?:^| )${name} \\. ${append} \\( ${opening} [^()[\\]]*(?:\\([^()]*\\)|\\[[^[\\]]*\\])?[^()[\\]]*,`,
  );
  return pushed.test(code) ? "pairs" : undefined;
}

/** A number by its form; what adds up may also be lists, so that a plus says nothing. */
function plainKind(tokens: readonly Token[]): Kind {
  const words = phrase(tokens);
  if (tokens[0]?.kind === "number") return "value";
  if (/^(?:len|sum|int|float|abs|Number|Math \. \w+) \([^,]*\)$/.test(words)) return "value";
  const arithmetic = tokens.some(
    ({ text, depth }) => depth === tokens[0]?.depth && ["*", "**", "/", "-"].includes(text),
  );
  return arithmetic && !/[[\]{}]|""/.test(words) ? "value" : undefined;
}

function unwrap(tokens: readonly Token[]): readonly Token[] {
  const wrapped = tokens[0]?.text === "(" && closeOf(tokens, 0) === tokens.length - 1;
  return wrapped ? unwrap(tokens.slice(1, -1)) : tokens;
}

function beforeWord(tokens: readonly Token[], word: string): readonly Token[] {
  const at = tokens.findIndex(({ text, depth }) => text === word && depth === tokens[0]?.depth);
  return at > 0 ? tokens.slice(0, at) : tokens;
}

/** A name for use in a regular expression. */
export function escapeName(name: string): string {
  return name.replaceAll(/\W/g, "\\$&");
}
