import type { SourceMapPayload } from "node:module";
import { Script } from "node:vm";
import type { SourceText } from "../../protocol/sourceText";
import { type RewrittenCell, rewriteCell } from "./rewriteCell";
import { RUNTIME } from "./runtimeNames";
import type { CompiledSource } from "./sources";
import { isTypeScript, typescriptBundle } from "./typescriptModules";

/** The parameters of a compiled cell's outer function, in this order. */
export const PARAMETERS = [
  "exports",
  "require",
  "module",
  "__filename",
  "__dirname",
  ...Object.values(RUNTIME),
] as const;

/** Takes a value for each of {@link PARAMETERS} and gives what runs the cell. */
export type CellFunction = (...parameters: unknown[]) => () => unknown;

export interface CompiledCell {
  readonly source: CompiledSource;
  readonly make: CellFunction;
}

/**
 * Compiles a cell as a function in the main context, so that `Array`, `Error` and all else are those of Node and of
 * the modules that it loads. What it defines at its top stays in the function, as fast and as constant as in any
 * module; `$define` puts an accessor for each name on `globalThis`, where other cells find it. They can be put there
 * again and taken away, which the inspector's REPL mode cannot: there a name that was a function once cannot become a
 * `const`, and nothing is ever forgotten.
 * Throws a SyntaxError with the user's file and line.
 */
export function compileCell(text: Omit<SourceText, "cwd">): CompiledCell {
  const { filename, firstLine } = text;
  const { code, map } = toJavaScript(text);
  const cell = rewrite(code, filename, firstLine);
  // The engine's own code stands on the line before the cell's first.
  const before = `(function (${PARAMETERS.join()}) { return ${cell.isAsync ? "async " : ""}() => {${
    cell.strict ? '"use strict";' : ""
  } ${RUNTIME.define}({${accessors(cell)}});`;
  const script = new Script(`${before}\n${cell.body}\n}})`, { filename, lineOffset: firstLine - 1 });
  return {
    source: { filename, firstLine, lines: lineCount(code), edits: cell.edits, ...(map && { map }) },
    make: script.runInThisContext() as CellFunction,
  };
}

function toJavaScript({ code, filename, firstLine }: Omit<SourceText, "cwd">): {
  code: string;
  map?: SourceMapPayload;
} {
  if (isTypeScript(filename)) return typescriptBundle().toJavaScript(code, filename, firstLine);
  return { code };
}

function rewrite(code: string, filename: string, firstLine: number): RewrittenCell {
  try {
    return rewriteCell(code, firstLine);
  } catch (error) {
    throw syntaxErrorOf(code, filename, firstLine, error as AcornError);
  }
}

interface AcornError extends SyntaxError {
  readonly loc?: { readonly line: number; readonly column: number };
}

/** V8's messages are the ones that people know, so they are preferred where V8 sees the same line. */
function syntaxErrorOf(code: string, filename: string, firstLine: number, error: AcornError): unknown {
  if (!error.loc) return error;
  const { line: at, column } = error.loc;
  const line = at + firstLine;
  try {
    new Script(`(async function () {\n${code}\n})`, { filename, lineOffset: firstLine - 1 });
  } catch (native) {
    if ((native as Error).stack?.startsWith(`${filename}:${line}\n`)) return native;
  }
  const message = error.message.replace(/ \(\d+:\d+\)$/, "");
  const told = new SyntaxError(message);
  told.stack = `${filename}:${line}\n${code.split("\n")[at - 1] ?? ""}\n${" ".repeat(column)}^\n\nSyntaxError: ${message}`;
  return told;
}

/** Functions are there at once and are read as they are; all else is read through the cell's own variable. */
function accessors({ names, functions }: RewrittenCell): string {
  return [...names]
    .map(([name, local]) => {
      const key = `[${JSON.stringify(name)}]`;
      if (functions.has(local)) return `${key}: ${local}`;
      const parameter = local === "$value" ? "$given" : "$value";
      return `get ${key}() { return ${local}; }, set ${key}(${parameter}) { ${local} = ${parameter}; }`;
    })
    .join(", ");
}

function lineCount(code: string): number {
  return code.split("\n").length;
}
