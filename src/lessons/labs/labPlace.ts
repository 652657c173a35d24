import { isAbsolute, join, relative, sep } from "node:path";
import type { Lesson } from "../../protocol/lesson";
import type { LabKey } from "./labKey";

/** Folder, in a learner's own, that has the copies of labs. */
const LABS_FOLDER = "parallel-labs";

/**
 * Where a file of a lesson stands below a learner's folder. The files of a lesson stand as in the lesson's folder, so that
 * a lab finds its extras.
 */
export function placeOfCopy(lesson: string, file: string): string {
  return join(LABS_FOLDER, lesson, ...file.split("/"));
}

/** Whether a file may be a copy of a lab, for who does not know the lessons yet. */
export function mayBeLab(path: string): boolean {
  return path.split(sep).includes(LABS_FOLDER);
}

/**
 * Which lab a file is a copy of, by its place.
 * @param path absolute
 * @param homes learners' folders, absolute
 */
export function labAtPath(
  path: string,
  homes: readonly string[],
  lessons: readonly Lesson[],
): LabKey | undefined {
  for (const home of homes) {
    const way = relative(home, path);
    if (isAbsolute(way)) continue;
    const [folder, id, ...rest] = way.split(sep);
    const lesson = folder === LABS_FOLDER ? lessons.find((one) => one.id === id) : undefined;
    const lab = lesson?.labs.find(({ file }) => file === rest.join("/"));
    if (lesson && lab) return { lesson: lesson.id, lab: lab.id };
  }
  return undefined;
}
