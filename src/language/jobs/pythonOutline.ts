import { closeOf, splitAt } from "./brackets";
import type { ClassDefinition, Definition, Outline } from "./outline";
import { readParameters } from "./parameters";
import type { Token } from "./tokens";

/** What a Python file defines at its left edge. What is indented (in a function, under `if __name__ …`) is not there. */
export function outlinePython(tokens: readonly Token[]): Outline {
  const functions: Definition[] = [];
  const classes: ClassDefinition[] = [];
  const values = new Map<string, { line: number; tokens: Token[] }>();
  const imports = new Map<string, string>();
  const edge = tokens[0]?.column ?? 0;
  for (const { start, end, firstLine } of statements(tokens, 0, tokens.length, edge)) {
    const word = tokens[start]?.text;
    if (word === "class") classes.push(readClass(tokens, start, end, firstLine));
    else if (word === "import" || word === "from") readImport(tokens.slice(start, end), imports);
    else {
      const definition = readDefinition(tokens, start, end, firstLine);
      if (definition) functions.push(definition);
      else readAssignment(tokens.slice(start, end), values);
    }
  }
  for (const [name, { tokens: value, line }] of values) {
    const lambda = readLambda(name, line, value);
    if (lambda) functions.push(lambda);
  }
  functions.sort((a, b) => a.line - b.line);
  const headerEnd = Math.min(Infinity, ...[...functions, ...classes].map(({ firstLine }) => firstLine));
  return { functions, classes, values, imports, headerEnd };
}

/** Statements that begin at the given column, each with what is indented below it and its decorators' first line. */
function* statements(tokens: readonly Token[], from: number, to: number, column: number) {
  const begins: number[] = [];
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token?.first && token.depth === 0 && token.column <= column) begins.push(at);
  }
  let decorated: number | undefined;
  for (const [index, start] of begins.entries()) {
    const firstLine: number = decorated ?? tokens[start]?.line ?? 0;
    if (tokens[start]?.text === "@") decorated = firstLine;
    else {
      decorated = undefined;
      yield { start, end: begins[index + 1] ?? to, firstLine };
    }
  }
}

function readDefinition(
  tokens: readonly Token[],
  start: number,
  end: number,
  firstLine: number,
): Definition | undefined {
  const isAsync = tokens[start]?.text === "async";
  const def = isAsync ? start + 1 : start;
  const name = tokens[def + 1];
  if (tokens[def]?.text !== "def" || name?.kind !== "name") return undefined;
  const found = tokens.slice(def, end).findIndex(({ text }) => text === "(");
  const open = found < 0 ? def + 1 : def + found;
  const close = Math.min(closeOf(tokens, open), end);
  const colon = tokens.slice(close, end).findIndex(({ text, depth }) => text === ":" && depth === 0);
  return {
    name: name.text,
    line: name.line,
    firstLine,
    parameters: readParameters(tokens.slice(open + 1, close), "python"),
    body: colon < 0 ? [] : tokens.slice(close + colon + 1, end),
    expression: false,
    isAsync,
    isGenerator: false,
  };
}

function readLambda(name: string, line: number, value: readonly Token[]): Definition | undefined {
  const colon = value.findIndex(({ text, depth }) => text === ":" && depth === 0);
  if (value[0]?.text !== "lambda" || colon < 0) return undefined;
  return {
    name,
    line,
    firstLine: line,
    parameters: readParameters(value.slice(1, colon), "python"),
    body: value.slice(colon + 1),
    expression: true,
    isAsync: false,
    isGenerator: false,
  };
}

function readClass(tokens: readonly Token[], start: number, end: number, firstLine: number): ClassDefinition {
  const open = tokens[start + 2]?.text === "(" ? start + 2 : undefined;
  const close = open === undefined ? start + 1 : Math.min(closeOf(tokens, open), end);
  const bases = open === undefined ? [] : splitAt(tokens.slice(open + 1, close), ",");
  const inner = tokens.slice(close, end).find(({ first, depth }) => first && depth === 0);
  const methods: Definition[] = [];
  if (inner) {
    for (const part of statements(tokens, tokens.indexOf(inner, close), end, inner.column)) {
      const method = readDefinition(tokens, part.start, part.end, part.firstLine);
      if (method) methods.push(method);
    }
  }
  const { text: name = "", line = 0 } = tokens[start + 1] ?? {};
  return { name, line, firstLine, bases: bases.map((base) => base.at(-1)?.text ?? ""), methods };
}

function readAssignment(
  tokens: readonly Token[],
  values: Map<string, { line: number; tokens: Token[] }>,
): void {
  const [name, sign] = tokens;
  const equals = tokens.findIndex(({ text, depth }) => text === "=" && depth === 0);
  if (name?.kind !== "name" || equals < 1 || !(equals === 1 || sign?.text === ":")) return;
  values.set(name.text, { line: name.line, tokens: tokens.slice(equals + 1) });
}

/** `from a import b as c, d`, with or without parentheses; `import a.b as c`. */
function readImport(tokens: readonly Token[], imports: Map<string, string>): void {
  const names = tokens.slice(tokens.findIndex(({ text }) => text === "import") + 1);
  for (const part of splitAt(names[0]?.text === "(" ? names.slice(1, closeOf(names, 0)) : names, ",")) {
    const last = part.at(-1)?.text;
    const first = part[0]?.text;
    if (first && last) imports.set(last, part.at(-2)?.text === "as" ? (part.at(-3)?.text ?? first) : last);
  }
}
