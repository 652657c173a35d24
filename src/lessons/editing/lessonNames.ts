import type { Path } from "../format/frontMatter";
import type { MatterLine } from "./matterOutline";

/** Something of a lesson that other fields name by its id. */
export interface NamedThing {
  readonly id: string;
  readonly title: string;
  readonly index: number;
}

/** The labs or objectives of a lesson as far as they are written. */
export function namedThings(outline: readonly MatterLine[], list: "labs" | "objectives"): NamedThing[] {
  const things = new Map<number, { id?: string; title?: string }>();
  for (const { path, value } of outline) {
    const [first, index, field] = path;
    if (first !== list || typeof index !== "number" || path.length !== 3) continue;
    const thing = things.get(index) ?? {};
    things.set(index, thing);
    if (field === "id") thing.id = value;
    else if (field === (list === "labs" ? "title" : "text")) thing.title = value;
  }
  return [...things].flatMap(([index, { id, title = "" }]) => (id ? [{ id, title, index }] : []));
}

/** What a field may name by its id, if it is such a field; of a lab's `after` only those above. */
export function thingsNamedBy(outline: readonly MatterLine[], path: Path): NamedThing[] | undefined {
  const [list, index, field] = path;
  if (list === "checklist" && field === "link") {
    const kind = valueAt(outline, [list, index ?? 0, "kind"]);
    return kind === "do" ? namedThings(outline, "labs") : undefined;
  }
  if (list === "checklist" && field === "outcomes") return namedThings(outline, "objectives");
  if (list === "quiz" && field === "outcome") return namedThings(outline, "objectives");
  if (list === "labs" && field === "after")
    return namedThings(outline, "labs").filter((lab) => lab.index < Number(index));
  return undefined;
}

/** What a field says, where it is written on one line. */
export function valueAt(outline: readonly MatterLine[], path: Path): string | undefined {
  return outline.find((one) => samePath(one.path, path))?.value;
}

export function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, at) => step === b[at]);
}
