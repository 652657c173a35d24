/**
 * TypeScript for the engine, a bundle of its own (dist/nodeTypescript.js) because amaro weighs 3.7 MB. The engine
 * requires it when it meets the first TypeScript; Node's thread for module hooks loads it as a hooks module.
 */
import { existsSync, readFileSync } from "node:fs";
import type { SourceMapPayload } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "amaro";

export interface JavaScript {
  readonly code: string;
  /** Absent when every place is where it was. */
  readonly map?: SourceMapPayload;
}

/** What amaro throws. */
interface SwcError {
  readonly code: "UnsupportedSyntax" | "InvalidSyntax";
  readonly message: string;
  readonly snippet: string;
  /** From 1, within the text that was given. */
  readonly startLine: number;
}

/**
 * Blanks the types out, so that every place stays; what needs code of its own (enums, namespaces, parameter properties)
 * is compiled, with a source map. Throws a SyntaxError that begins like V8's, with file and line.
 */
export function toJavaScript(code: string, filename: string, firstLine = 0): JavaScript {
  try {
    return { code: transformSync(code, { mode: "strip-only", filename }).code };
  } catch (error) {
    if ((error as SwcError).code !== "UnsupportedSyntax") throw syntaxError(error, filename, firstLine);
  }
  try {
    const { code: text, map } = transformSync(code, { mode: "transform", sourceMap: true, filename });
    return { code: text, ...(map && { map: JSON.parse(map) as SourceMapPayload }) };
  } catch (error) {
    throw syntaxError(error, filename, firstLine);
  }
}

function syntaxError(thrown: unknown, filename: string, firstLine: number): unknown {
  const { code, message, snippet, startLine } = thrown as Partial<SwcError>;
  if (code === undefined || startLine === undefined) return thrown;
  const error = new SyntaxError(message);
  error.stack = `${filename}:${firstLine + startLine}\n${snippet ?? ""}\nSyntaxError: ${message}`;
  return error;
}

interface Loaded {
  readonly format: string;
  readonly source: string;
  readonly shortCircuit: true;
}

/** Node's `load` hook, for `module.registerHooks`. */
export function loadSync(
  url: string,
  context: unknown,
  nextLoad: (url: string, context: unknown) => unknown,
): unknown {
  return isTypeScript(url) ? loadTypeScript(url) : nextLoad(url, context);
}

/** The same for `module.register`, where Node has no `registerHooks`. */
export async function load(
  url: string,
  context: unknown,
  nextLoad: (url: string, context: unknown) => Promise<unknown>,
): Promise<unknown> {
  return isTypeScript(url) ? loadTypeScript(url) : nextLoad(url, context);
}

function isTypeScript(url: string): boolean {
  return url.startsWith("file:") && /\.[cm]?ts(?:\?|$)/.test(url);
}

function loadTypeScript(url: string): Loaded {
  const filename = fileURLToPath(url);
  const { code, map } = toJavaScript(readFileSync(filename, "utf8"), filename);
  const inline = map && Buffer.from(JSON.stringify(map)).toString("base64");
  const source = inline ? `${code}\n//# sourceMappingURL=data:application/json;base64,${inline}` : code;
  return { format: formatOf(filename, code), source, shortCircuit: true };
}

/** As Node decides it: by the ending, the nearest package.json, or the syntax. */
function formatOf(filename: string, code: string): "module" | "commonjs" {
  if (filename.endsWith(".mts")) return "module";
  if (filename.endsWith(".cts")) return "commonjs";
  return (
    packageType(dirname(filename)) ?? (/^\s*(?:import|export)\b(?!\s*\()/m.test(code) ? "module" : "commonjs")
  );
}

function packageType(folder: string): "module" | "commonjs" | undefined {
  const file = join(folder, "package.json");
  if (existsSync(file)) {
    const { type } = JSON.parse(readFileSync(file, "utf8")) as { type?: unknown };
    return type === "module" || type === "commonjs" ? type : undefined;
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : packageType(parent);
}
