import { opendir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Name of a lesson's file. */
export const LESSON_FILE = "lesson.md";

/** The lesson folders below a folder, or the folder itself. */
export interface FoundLessons {
  /** Names in the order of their numbers; one that is empty for the folder itself. */
  readonly names: readonly string[];
  /** Names of folders that are called as a lesson's and have none. */
  readonly empty: readonly string[];
}

/** Looks for lessons in a folder: one if it has a `lesson.md` itself, else one in each folder below that has. */
export async function findLessons(folder: string): Promise<FoundLessons> {
  if (await exists(join(folder, LESSON_FILE))) return { names: [""], empty: [] };
  const names: string[] = [];
  const empty: string[] = [];
  for await (const { name } of await opendir(folder)) {
    if (await exists(join(folder, name, LESSON_FILE))) names.push(name);
    else if (/^\d+-/.test(name)) empty.push(name);
  }
  return { names: names.sort(byName), empty: empty.sort(byName) };
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

const byName = new Intl.Collator("en", { numeric: true }).compare;
