import { readFile, realpath } from "node:fs/promises";
import { errors } from "../../base/errors";
import type { LoadedLesson } from "../loadLesson";
import { findInPack } from "../pack/insidePack";
import { MOST_EXTRA_BYTES } from "../pack/limits";

/**
 * Reads a file of a lesson as it is now. It may have changed since the lesson was loaded, so it is looked at again: it
 * must be in the lessons' folder, links followed, and no larger than any file of a lesson may be.
 */
export async function readPackFile({ folder, pack, lesson }: LoadedLesson, path: string): Promise<Buffer> {
  const home = await realpath(folder).catch(() => folder);
  const target = await findInPack(pack, home, path);
  if (target.kind !== "file") {
    throw errors.wrongUsage(
      `The lesson ${lesson.title} has no file ${path} any more: reload the window, or get the lesson anew.`,
    );
  }
  if (target.size > MOST_EXTRA_BYTES) {
    throw errors.wrongUsage(
      `The lesson's file ${path} is larger than ${MOST_EXTRA_BYTES >> 20} MB, so it is not read.`,
    );
  }
  return await readFile(target.path);
}
