import { readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { errors } from "../../base/errors";
import type { Lab } from "../../protocol/lesson";
import type { LoadedLesson } from "../loadLesson";
import { moveToBackup } from "./backup";
import { placeOfCopy } from "./labPlace";
import { readPackFile } from "./packFile";
import { exists, makeFolder, writeNew } from "./writeNew";

/** A copy that was put back to its beginning. */
export interface ResetCopy {
  readonly path: string;
  /** What the learner had. */
  readonly backup: string;
  /** What the copy is now. */
  readonly starter: Uint8Array;
}

/** Moves a learner's copy to a backup and writes the starter anew. If that fails, the copy is as it was. */
export async function resetCopy(lesson: LoadedLesson, lab: Lab, home: string, now: Date): Promise<ResetCopy> {
  const starter = await readPackFile(lesson, lab.file); // before anything moves
  const place = placeOfCopy(lesson.lesson.id, lab.file);
  const path = join(home, place);
  await makeFolder(home, dirname(place));
  const backup = await moveToBackup(path, now);
  try {
    if (!(await writeNew(home, place, starter))) {
      throw errors.wrongUsage(`${path} was written by another program meanwhile; your file is ${backup}.`);
    }
  } catch (error) {
    if (!(await exists(path))) await rename(backup, path);
    throw error;
  }
  return { path, backup, starter };
}

/**
 * Takes a reset back. What the learner wrote since is not lost either: it goes to a backup of its own.
 * @returns that backup's path, if there was something
 */
export async function undoReset(
  { path, backup, starter }: ResetCopy,
  now: Date,
): Promise<string | undefined> {
  if (!(await exists(backup))) {
    throw errors.wrongUsage(`The backup ${backup} is not there any more, so nothing was changed.`);
  }
  const current = await readFile(path).catch(() => undefined);
  const other = current && !current.equals(starter) ? await moveToBackup(path, now) : undefined;
  await rm(path, { force: true });
  await rename(backup, path);
  return other;
}
