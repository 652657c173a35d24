import { join } from "node:path";
import { fingerprint } from "./fingerprint";
import type { LoadedLesson } from "./loadLesson";
import { MOST_BYTES } from "./pack/limits";
import { readText } from "./pack/readText";

/** Of each lab's check file, by the lab's id, what tells whether it is still the one that a learner passed. */
export async function checkFingerprints({
  lesson,
  folder,
}: LoadedLesson): Promise<ReadonlyMap<string, string>> {
  const marks = new Map<string, string>();
  for (const { id, check } of lesson.labs) {
    const text = await readText(join(folder, check), MOST_BYTES).catch(() => undefined);
    if (typeof text === "string") marks.set(id, fingerprint(text));
  }
  return marks;
}
