import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeAtExit } from "../engines/leftovers";
import { copyLab } from "../lessons/labs/copyLab";
import { readPackFile } from "../lessons/labs/packFile";
import type { LoadedLesson } from "../lessons/loadLesson";
import type { LabFiles } from "../protocol/checkReport";
import type { Lab } from "../protocol/lesson";
import { labFiles } from "./labFiles";

/**
 * Does something with a copy of a lab as learners have it, in a folder that is removed afterwards: labs write files, which
 * must not come into the lesson.
 * @param what the copy is: what learners begin with, or the solution in its place
 */
export async function inTrialCopy<T>(
  lesson: LoadedLesson,
  lab: Lab,
  what: "starter" | "solution",
  work: (files: LabFiles) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "parallel-labs-trial-"));
  const forget = removeAtExit(folder);
  try {
    const { path } = await copyLab(lesson, lab, folder);
    if (what === "solution") await writeFile(path, await readPackFile(lesson, lab.solution));
    return await work(labFiles(lesson, lab, path));
  } finally {
    await rm(folder, { recursive: true, force: true });
    forget();
  }
}
