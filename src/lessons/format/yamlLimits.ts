import { Lexer } from "yaml";

/** Characters of front matter. Real ones have a few thousand; beyond this the parser takes seconds. */
export const MOST_YAML = 64 * 1024;

/** How often an alias may be used in all, copies within copies counted. */
export const MOST_ALIASES = 100;

/** Brackets within brackets. A lesson needs two. */
const MOST_NESTED = 16;

/** Signs `-`, `?` and `:` of one line, or between two commas of it. A lesson needs two. */
const MOST_SIGNS = 8;

/**
 * Whether YAML is nested so deep that parsing it could take minutes or overflow the stack. Depth by indentation alone is
 * bounded by {@link MOST_YAML}.
 */
export function isNestedTooDeep(yaml: string): boolean {
  let brackets = 0;
  let signs = 0;
  for (const token of new Lexer().lex(yaml)) {
    if (token === "[" || token === "{") brackets += 1;
    else if (token === "]" || token === "}") brackets = Math.max(0, brackets - 1);
    else if (token === "-" || token === "?" || token === ":") signs += 1;
    else if (token === "," || token.includes("\n")) signs = 0;
    if (brackets > MOST_NESTED || signs > MOST_SIGNS) return true;
  }
  return false;
}
