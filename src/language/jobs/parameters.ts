import type { Language } from "../../protocol/language";
import { phrase, splitAt, within } from "./brackets";
import type { Parameter } from "./outline";
import type { Token } from "./tokens";

/** Reads what is between a function's parentheses. */
export function readParameters(tokens: readonly Token[], language: Language): Parameter[] {
  const parts = splitParameters(tokens).filter((part) => part.length > 0);
  if (language === "javascript") {
    return parts.filter(([first]) => first?.text !== "this").map((part) => readParameter(part, ["..."]));
  }
  const star = parts.findIndex((part) => part.length === 1 && part[0]?.text === "*");
  const positional = star < 0 ? parts : parts.slice(0, star);
  return positional.filter((part) => part[0]?.text !== "/").map((part) => readParameter(part, ["*", "**"]));
}

function readParameter(tokens: readonly Token[], stars: readonly string[]): Parameter {
  const rest = stars.includes(tokens[0]?.text ?? "");
  const [target, ...described] = rest ? tokens.slice(1) : tokens;
  const open = target?.text ?? "";
  const depth = target?.depth ?? 0;
  const equals = tokens.findIndex((token) => token.text === "=" && token.depth === depth);
  const colon = tokens.findIndex((token) => token.text === ":" && token.depth === depth);
  const facts = {
    rest,
    optional: equals > 0 || described[0]?.text === "?",
    type: colon > 0 ? phrase(tokens.slice(colon + 1, equals > 0 ? equals : undefined)) : "",
  };
  if (open !== "(" && open !== "[" && open !== "{") {
    return target?.kind === "name" ? { name: open, ...facts } : facts;
  }
  if (open === "{") return facts;
  return { parts: splitAt(within(tokens, tokens.indexOf(target as Token)), ",").map(partName), ...facts };
}

/** The name of a part; a hole (`[, values]`) has none. */
function partName(tokens: readonly Token[]): string {
  return tokens.find(({ kind }) => kind === "name")?.text ?? "_";
}

/** At commas, but not at those between the angle brackets of a type. */
function splitParameters(tokens: readonly Token[]): Token[][] {
  const depth = tokens[0]?.depth;
  const parts: Token[][] = [[]];
  let angles = 0;
  let inType = false;
  for (const token of tokens) {
    if (token.depth === depth) {
      if (token.text === ":") inType = true;
      else if (token.text === "=") inType = false;
      else if (inType && token.text === "<") angles++;
      else if (inType && token.text === ">") angles = Math.max(0, angles - 1);
      else if (token.text === "," && angles === 0) {
        parts.push([]);
        inType = false;
        continue;
      }
    }
    parts.at(-1)?.push(token);
  }
  return parts;
}
