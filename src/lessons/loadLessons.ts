import { realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { LessonProblem } from "../protocol/lessonProblem";
import { checkAcross } from "./checkAcross";
import { problem } from "./format/mistake";
import { type LoadedLesson, loadLesson } from "./loadLesson";
import { findLessons, LESSON_FILE } from "./pack/findLessons";
import { MOST_LESSONS } from "./pack/limits";

/** The lessons of a folder that may be offered, and what is wrong with any of them. */
export interface LoadedLessons {
  readonly lessons: readonly LoadedLesson[];
  readonly problems: readonly LessonProblem[];
}

/** Loads a folder of lessons as {@link loadFolder} does, and looks at what is wrong between them. */
export async function loadLessons(folder: string): Promise<LoadedLessons> {
  const { lessons, problems } = await loadFolder(folder);
  const across = checkAcross(lessons);
  return { lessons: across.lessons, problems: [...problems, ...across.problems] };
}

/**
 * Loads a folder of lessons, or a folder that is one. Never throws: what cannot be read is a problem. What is wrong
 * between lessons is not looked at, because they may refer to those of another folder: see {@link checkAcross}.
 * @param folder path; the lessons' files are told below it, even if it is a link
 */
export async function loadFolder(folder: string): Promise<LoadedLessons> {
  const shown = resolve(folder);
  const real = await realpath(shown).catch(() => undefined);
  const found = real === undefined ? undefined : await findLessons(real).catch(() => undefined);
  if (real === undefined || found === undefined) {
    const message = "There is no such folder, or it cannot be read: name a folder with lessons.";
    return { lessons: [], problems: [problem("unreadable", shown, message)] };
  }
  const problems = found.empty.map((name) => {
    const message = `There is no ${LESSON_FILE} in this folder: write one, or give the folder a name without a number.`;
    return problem("no-lesson-file", join(shown, name), message, undefined, { severity: "warning" });
  });
  if (found.names.length === 0) {
    const message = `There is no lesson here: a lesson is a folder with a ${LESSON_FILE}.`;
    problems.push(problem("no-lessons", shown, message, undefined, { severity: "warning" }));
  }
  if (found.names.length > MOST_LESSONS) {
    const message = `There are more than ${MOST_LESSONS} lessons here: divide them among several folders.`;
    problems.push(problem("too-many-files", shown, message));
  }
  const lessons: LoadedLesson[] = [];
  for (const name of found.names.slice(0, MOST_LESSONS)) {
    const loaded = await loadLesson({ folder: shown, real }, name);
    problems.push(...loaded.problems);
    if (loaded.lesson) lessons.push(loaded.lesson);
  }
  return { lessons, problems };
}
