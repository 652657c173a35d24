import { findSourceMap } from "node:module";
import type { Position, Sources } from "./sources";

/**
 * Makes every error's stack one of the user's own places: without the engine's frames and Node's inner ones, and with
 * the lines and columns of what the user wrote. It holds for what user code prints of an error, too.
 */
export function installStackTraces(sources: Sources): void {
  Error.prepareStackTrace = (error, sites) => {
    const frames = sites.flatMap((site) => {
      const frame = describeSite(site, sources);
      return frame === undefined ? [] : [`\n    at ${frame}`];
    });
    while (frames.at(-1)?.endsWith("(<anonymous>)")) frames.pop(); // how the engine or Node called it
    return `${headline(error)}${frames.join("")}`;
  };
}

/** Whether a file is a part of the engine or of Node's inside. */
export function isInternal(filename: string): boolean {
  return filename === __filename || /^node:(?:internal|vm|inspector|async_hooks)\b/.test(filename);
}

function headline(error: Error): string {
  try {
    return String(Error.prototype.toString.call(error));
  } catch {
    return "Error";
  }
}

function describeSite(site: NodeJS.CallSite, sources: Sources): string | undefined {
  const filename = site.getFileName() ?? "";
  const line = site.getLineNumber();
  const column = site.getColumnNumber();
  if (isInternal(filename)) return undefined;
  if (line === null || column === null) return String(site);
  const at = { line, column };
  const accessor = /^[gs]et /.test(site.getFunctionName() ?? "");
  const place = sources.has(filename) ? sources.toUser(filename, at, accessor) : mapped(filename, at);
  if (place === undefined) return undefined;
  return String(site).replace(`:${line}:${column}`, `:${place.line}:${place.column}`);
}

/** Where a TypeScript module that Node loaded has it (see typescriptModules.ts). */
function mapped(filename: string, at: Position): Position {
  if (!/\.[cm]?ts(?:\?|$)/.test(filename)) return at;
  const entry = findSourceMap(filename)?.findEntry(at.line - 1, at.column - 1);
  if (!entry || !("originalLine" in entry)) return at;
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}
