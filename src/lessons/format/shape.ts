import type { Path } from "./frontMatter";
import type { Mistake } from "./mistake";
import { wordsOf } from "./pathWords";
import { type Misfit, misfits } from "./schema";

/** Characters of a wrong value that a message repeats. */
const SHOWN = 40;

/** What in the front matter has not the shape of a lesson: fields that are missing, unknown or of a wrong kind. */
export function checkShape(data: unknown): Mistake[] {
  return misfits(data).map((misfit) => sentence(misfit, data));
}

function sentence(misfit: Misfit, data: unknown): Mistake {
  const { path } = misfit;
  const owner = wordsOf(path.slice(0, -1));
  switch (misfit.kind) {
    case "missing":
      return {
        code: "missing-field",
        path,
        message: `${owner} has no ${path.at(-1)}: give ${misfit.wanted}.`,
      };
    case "unknown": {
      const name = shorten(String(path.at(-1)));
      const message = `${owner} has an unknown field ${name}: remove it, or use one of ${misfit.known.join(", ")}.`;
      return { code: "unknown-field", path, atKey: true, message };
    }
    case "wrong": {
      const message = `${wordsOf(path)} is ${describe(valueAt(data, path))}: give ${misfit.wanted}.`;
      return { code: "wrong-value", path, message };
    }
  }
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce((value, step) => (value as Record<string | number, unknown>)[step], data);
}

function describe(value: unknown): string {
  if (value === null || value === undefined || value === "") return "empty";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object") return "a group of fields";
  return typeof value === "string" ? `"${shorten(value)}"` : shorten(String(value));
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length <= SHOWN ? line : `${line.slice(0, SHOWN).trimEnd()}…`;
}
