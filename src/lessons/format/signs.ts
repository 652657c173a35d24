import type { Path } from "./frontMatter";
import { INVISIBLE } from "./invisible";
import type { Mistake } from "./mistake";
import { wordsOf } from "./pathWords";

/** Text in the front matter with signs that nobody sees, and that could make it read as something else. */
export function checkSigns(value: unknown, path: Path = []): Mistake[] {
  if (Array.isArray(value)) return value.flatMap((part, at) => checkSigns(part, [...path, at]));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([name, part]) => checkSigns(part, [...path, name]));
  if (typeof value !== "string") return [];
  const [sign] = INVISIBLE.exec(value.replaceAll(/[\t\r\n]/g, " ")) ?? [];
  if (sign === undefined) return [];
  const name = `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  const message = `${wordsOf(path)} has a sign that cannot be seen (${name}): remove it.`;
  return [{ code: "wrong-value", path, message }];
}
