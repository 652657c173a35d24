import { join } from "node:path";
import type { Lab } from "../../protocol/lesson";
import type { LoadedLesson } from "../loadLesson";
import { placeOfCopy } from "./labPlace";
import { readPackFile } from "./packFile";
import { exists, writeNew } from "./writeNew";

/** A learner's copy of a lab. */
export interface LabCopy {
  /** Absolute. */
  readonly path: string;
  /** It was there before, and was left as it was. */
  readonly existed: boolean;
}

/**
 * Copies a lab's starter and its extras into a learner's folder, where they are not there yet. The starter comes last: a
 * lab that is there is whole.
 * @param home the learner's folder, absolute
 */
export async function copyLab(lesson: LoadedLesson, lab: Lab, home: string): Promise<LabCopy> {
  for (const extra of lab.extras) await copyFile(lesson, extra, home);
  const written = await copyFile(lesson, lab.file, home);
  return { path: join(home, placeOfCopy(lesson.lesson.id, lab.file)), existed: !written };
}

/** Reads nothing of a lesson for what is there already: a copy outlives its lesson. */
async function copyFile(lesson: LoadedLesson, file: string, home: string): Promise<boolean> {
  const place = placeOfCopy(lesson.lesson.id, file);
  if (await exists(join(home, place))) return false;
  return await writeNew(home, place, await readPackFile(lesson, file));
}
