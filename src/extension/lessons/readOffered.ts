import { dirname } from "node:path";
import { checkAcross } from "../../lessons/checkAcross";
import { checkFingerprints } from "../../lessons/checkFingerprints";
import { loadFolder } from "../../lessons/loadLessons";
import type { LessonProblem } from "../../protocol/lessonProblem";
import type { LessonSource } from "./lessonSources";
import type { OfferedLesson } from "./offeredLesson";

/** What the folders of lessons hold. */
export interface ReadLessons {
  /** Each id once: the first source that has it is meant. */
  readonly lessons: readonly OfferedLesson[];
  readonly problems: readonly LessonProblem[];
  /** Folders that hold nothing which looks like a lesson. */
  readonly emptyFolders: ReadonlySet<string>;
  /** Folders of lessons, right or wrong, that do not come with the product. */
  readonly lessonFolders: ReadonlySet<string>;
}

/** Reads the lessons of several folders, and what is wrong with them, also between them. */
export async function readOffered(sources: readonly LessonSource[]): Promise<ReadLessons> {
  const all: OfferedLesson[] = [];
  const problems: LessonProblem[] = [];
  const emptyFolders = new Set<string>();
  const lessonFolders = new Set<string>();
  for (const { kind, folder } of sources) {
    const loaded = await loadFolder(folder);
    problems.push(...loaded.problems);
    if (loaded.lessons.length === 0 && loaded.problems.every(({ file }) => file === folder))
      emptyFolders.add(folder);
    if (kind !== "builtIn")
      for (const { file } of [...loaded.lessons, ...loaded.problems]) lessonFolders.add(dirname(file));
    for (const lesson of loaded.lessons)
      all.push({ ...lesson, source: kind, checks: await checkFingerprints(lesson) });
  }
  const across = checkAcross(all);
  return {
    lessons: across.lessons,
    problems: [...problems, ...across.problems],
    emptyFolders,
    lessonFolders,
  };
}
