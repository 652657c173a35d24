import type { Explanation } from "../../protocol/editing";
import { fieldWords } from "./fieldWords";
import { thingsNamedBy } from "./lessonNames";
import { outlineMatter } from "./matterOutline";

/** What there is to say of a place of a lesson's front matter: what a field is for, or whom an id names. */
export function fieldExplanation(text: string, line: number, character: number): Explanation | undefined {
  const outline = outlineMatter(text);
  const here = outline.find((one) => one.line === line);
  if (!here) return undefined;
  const { key, path, value, valueFrom, valueTo } = here;
  if (key && key.from <= character && character <= key.to) {
    const words = fieldWords(outline, path);
    if (!words) return undefined;
    const values =
      words.values.length > 0 ? ` One of: ${words.values.map((one) => `\`${one}\``).join(", ")}.` : "";
    const needed = words.isNeeded ? " Needed." : "";
    return { says: `**${path.at(-1)}**: ${words.is}.${values}${needed}`, ...key };
  }
  if (character < valueFrom || character > valueTo) return undefined;
  const owner = typeof path.at(-1) === "number" ? path.slice(0, -1) : path;
  const thing = thingsNamedBy(outline, owner)?.find(({ id }) => id === value);
  if (!thing?.title) return undefined;
  // Whatever an author writes is text here: no markup, no links.
  const says = thing.title.replaceAll(/[\\`*_{}[\]()<>#+!|~&$:-]/g, "\\$&");
  return { says, from: valueFrom, to: valueTo };
}
