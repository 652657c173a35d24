import type { LessonProblem } from "../protocol/lessonProblem";
import { loadLessons } from "./loadLessons";

/** All that is wrong with the lessons of a folder, or with the lesson that it is. Runs nothing. */
export async function validateLessons(folder: string): Promise<readonly LessonProblem[]> {
  return (await loadLessons(folder)).problems;
}
