import { lacking } from "../language/preflight/lacking";
import type { Target } from "../language/preflight/preflight";
import { provision } from "../language/preflight/provision";
import type { PreflightAnswer, PreflightParams } from "../protocol/languageServer";
import type { FileView } from "./fileView";

/** What a part of a program needs that its engines lack, and what to run before. */
export function preflightAnswer(
  { document, facts, syntax, parts }: FileView,
  { from, to, engineNames }: PreflightParams,
): PreflightAnswer {
  const file = { language: facts.language, syntax };
  const names = new Set(engineNames);
  const target = { from, to };
  const needs = lacking(file, target, names).filter(({ isImportedHere }) => !isImportedHere);
  if (needs.length === 0) return { needs: [], first: [] };
  const cells = parts.cells.map(({ firstLine, lastLine }): Target => {
    return { from: document.start(firstLine), to: document.start(lastLine + 1) };
  });
  const line = (offset: number) => document.positionAt(offset).line;
  const first = provision(file, target, names, cells).map((part) => {
    const length = document.text.slice(part.from, part.to).trimEnd().length;
    return { from: line(part.from), to: line(part.from + length) };
  });
  const told = needs.map(({ name, kind, from: at }) => ({
    name,
    isModule: kind === "module",
    line: line(at),
  }));
  return { needs: told, first };
}
