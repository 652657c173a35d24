import { join } from "node:path";
import type { Lab } from "../../protocol/lesson";
import type { LoadedLesson } from "../loadLesson";
import { placeOfCopy } from "./labPlace";
import { readPackFile } from "./packFile";
import { writeNew } from "./writeNew";

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
  for (const extra of lab.extras) {
    await writeNew(home, placeOfCopy(lesson.lesson.id, extra), await readPackFile(lesson, extra));
  }
  const place = placeOfCopy(lesson.lesson.id, lab.file);
  const written = await writeNew(home, place, await readPackFile(lesson, lab.file));
  return { path: join(home, place), existed: !written };
}
