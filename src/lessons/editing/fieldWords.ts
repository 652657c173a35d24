import type { Path } from "../format/frontMatter";
import { schemaOf } from "../format/schema";
import { valueAt } from "./lessonNames";
import type { MatterLine } from "./matterOutline";

/** What a field is for, and the values that it may have, if they are few. */
export interface FieldWords {
  readonly is: string;
  readonly values: readonly string[];
  readonly isNeeded: boolean;
}

/** What the schema says of a field. */
export function fieldWords(outline: readonly MatterLine[], path: Path): FieldWords | undefined {
  const name = path.at(-1);
  const owner = schemaOf(path.slice(0, -1));
  const field = typeof name === "string" ? owner?.properties?.[name] : owner?.items;
  if (field === undefined) return undefined;
  const isNeeded = typeof name === "string" && (owner?.required ?? []).includes(name);
  if (name === "link" && path[0] === "checklist") {
    const kind = valueAt(outline, [...path.slice(0, -1), "kind"]);
    const [doing, reading] = [
      "the lab's id, or LESSON/LAB for a lab of another lesson",
      "the page's address, which begins with https:// or http://",
    ];
    const is = kind === "do" ? doing : kind === undefined ? `${reading}; of kind do ${doing}` : reading;
    return { is, values: [], isNeeded: true };
  }
  const { description = "", enum: values = [], type } = schemaOf(path) ?? {};
  return {
    is: description,
    values: type === "boolean" ? ["true", "false"] : values.map(String),
    isNeeded,
  };
}

/** The fields that a group of fields may have, in the schema's order. */
export function fieldNames(owner: Path): readonly string[] {
  return Object.keys(schemaOf(owner)?.properties ?? {});
}
