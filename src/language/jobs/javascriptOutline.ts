import { closeOf } from "./brackets";
import type { Definition, Outline } from "./outline";
import { readParameters } from "./parameters";
import type { Token } from "./tokens";

const MODIFIERS = new Set(["export", "default", "async", "declare"]);
/** Signs with which a line goes on the expression of the line before. */
const CONTINUES = new Set([
  ".",
  "?.",
  "?",
  ":",
  "+",
  "-",
  "*",
  "/",
  "%",
  "&&",
  "||",
  "??",
  ",",
  ")",
  "]",
  "=",
  "=>",
]);

/** What a JavaScript or TypeScript file defines outside of all braces. */
export function outlineJavaScript(tokens: readonly Token[]): Outline {
  const functions: Definition[] = [];
  const values = new Map<string, { line: number; tokens: Token[] }>();
  const imports = new Map<string, string>();
  let headerEnd = Infinity;
  let first = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.depth !== 0 || token.kind !== "name") continue;
    if (MODIFIERS.has(token.text) && MODIFIERS.has(tokens[at - 1]?.text ?? "")) continue;
    if (!MODIFIERS.has(tokens[at - 1]?.text ?? "")) first = at;
    if (!beginsStatement(tokens, first)) continue;
    const firstLine = tokens[first]?.line ?? 0;
    if (token.text === "class") headerEnd = Math.min(headerEnd, firstLine);
    else if (token.text === "import") readImport(tokens, at, imports);
    else if (token.text === "function") {
      const name = tokens[tokens[at + 1]?.text === "*" ? at + 2 : at + 1];
      const definition = name?.kind === "name" && readFunction(tokens, at, name, firstLine);
      if (definition) functions.push(definition);
    } else if (token.text === "const" || token.text === "let" || token.text === "var") {
      const name = tokens[at + 1];
      const equals = endOfType(tokens, at + 2, "=");
      if (name?.kind !== "name" || equals === undefined) continue;
      const definition = readFunctionValue(tokens, equals + 1, name, firstLine);
      if (definition) functions.push(definition);
      else
        values.set(name.text, {
          line: name.line,
          tokens: tokens.slice(equals + 1, expressionEnd(tokens, equals)),
        });
    }
  }
  headerEnd = Math.min(headerEnd, ...functions.map((definition) => definition.firstLine));
  return { functions, classes: [], values, imports, headerEnd };
}

function beginsStatement(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  const { first = false, column = 0 } = tokens[at] ?? {};
  if (!before || before.text === ";" || before.text === "}") return true;
  // At the left edge also after half a line, such as `const x =`.
  return first && (column === 0 || before.kind !== "mark" || before.text === ")" || before.text === "]");
}

/** `function name(…) { … }`; absent for a signature without a body, which an overload has. */
function readFunction(
  tokens: readonly Token[],
  at: number,
  name: Token,
  firstLine: number,
): Definition | undefined {
  let open = at;
  while (open < tokens.length && tokens[open]?.text !== "(") open++;
  const close = closeOf(tokens, open);
  const brace = bodyAfter(tokens, close);
  if (brace === undefined) return undefined;
  return {
    name: name.text,
    line: name.line,
    firstLine,
    parameters: readParameters(tokens.slice(open + 1, close), "javascript"),
    body: tokens.slice(brace + 1, closeOf(tokens, brace)),
    expression: false,
    isAsync: tokens[at - 1]?.text === "async",
    isGenerator: tokens[at + 1]?.text === "*",
  };
}

/** The value of `const name = …` where it is a function. */
function readFunctionValue(
  tokens: readonly Token[],
  start: number,
  name: Token,
  firstLine: number,
): Definition | undefined {
  const isAsync = tokens[start]?.text === "async";
  let at = isAsync ? start + 1 : start;
  if (tokens[at]?.text === "function") return readFunction(tokens, at, name, firstLine);
  while (at < tokens.length && tokens[at]?.text === "<") at = afterAngles(tokens, at);
  const open = at;
  const bare = tokens[at]?.kind === "name";
  if (!bare && tokens[at]?.text !== "(") return undefined;
  const close = bare ? open : closeOf(tokens, open);
  const arrow = bare
    ? tokens[open + 1]?.text === "=>"
      ? open + 1
      : undefined
    : endOfType(tokens, close + 1, "=>");
  if (arrow === undefined) return undefined;
  const braced = tokens[arrow + 1]?.text === "{";
  return {
    name: name.text,
    line: name.line,
    firstLine,
    parameters: readParameters(tokens.slice(bare ? open : open + 1, bare ? open + 1 : close), "javascript"),
    body: braced
      ? tokens.slice(arrow + 2, closeOf(tokens, arrow + 1))
      : tokens.slice(arrow + 1, expressionEnd(tokens, arrow)),
    expression: !braced,
    isAsync,
    isGenerator: false,
  };
}

/** Index of `sign`, which follows at once or after a type. */
function endOfType(tokens: readonly Token[], from: number, sign: "=" | "=>"): number | undefined {
  if (tokens[from]?.text === sign) return from;
  if (tokens[from]?.text !== ":") return undefined;
  const depth = tokens[from]?.depth ?? 0;
  for (let at = from + 1; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token || token.depth < depth || token.text === ";") return undefined;
    if (token.depth === depth && token.text === sign) return at;
  }
  return undefined;
}

/** Index of the brace that opens the body after the parameters and a return type. */
function bodyAfter(tokens: readonly Token[], close: number): number | undefined {
  const depth = tokens[close]?.depth ?? 0;
  for (let at = close + 1; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token || token.depth < depth || token.text === ";") return undefined;
    if (token.text === "function" || token.text === "export") return undefined;
    const ofType = [":", "|", "&", "=>", "<", ","].includes(tokens[at - 1]?.text ?? "");
    if (token.text === "{" && token.depth === depth && !ofType) return at;
  }
  return undefined;
}

function afterAngles(tokens: readonly Token[], open: number): number {
  let angles = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]?.text === "<") angles++;
    else if (tokens[at]?.text === ">" && --angles === 0) return at + 1;
  }
  return tokens.length;
}

/** Where the expression after `start` ends: at a semicolon, or where a line begins that does not go it on. */
function expressionEnd(tokens: readonly Token[], start: number): number {
  const depth = tokens[start]?.depth ?? 0;
  for (let at = start + 2; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token || token.depth < depth) return at;
    if (token.depth > depth) continue;
    if (token.text === ";" || (token.first && !CONTINUES.has(token.text) && token.text !== "}")) return at;
  }
  return tokens.length;
}

/** `import { a, b as c } from "…"`. */
function readImport(tokens: readonly Token[], at: number, imports: Map<string, string>): void {
  for (let next = at + 1; next < tokens.length && tokens[next]?.kind !== "string"; next++) {
    const [token, after] = [tokens[next], tokens[next + 1]];
    if (!token || token.text === ";" || token.text === "=") return;
    if (token.kind === "name" && after?.text !== "as" && token.text !== "as" && token.text !== "from") {
      imports.set(token.text, tokens[next - 1]?.text === "as" ? (tokens[next - 2]?.text ?? "") : token.text);
    }
  }
}
