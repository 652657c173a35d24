import assert from "node:assert/strict";
import type { LoadedLesson } from "../../../src/lessons/loadLesson";
import { loadLessons } from "../../../src/lessons/loadLessons";
import { lessonsFolder } from "./writeLessons";

/** The lessons of these files, which must be right. They are removed after the test that called. */
export async function loaded(files: Readonly<Record<string, string | Buffer>>): Promise<LoadedLesson[]> {
  const { lessons, problems } = await loadLessons(lessonsFolder(files));
  assert.deepEqual(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
  return [...lessons];
}

/** The only lesson of these files. */
export async function loadedOne(files: Readonly<Record<string, string | Buffer>>): Promise<LoadedLesson> {
  const [lesson, ...others] = await loaded(files);
  assert.ok(lesson && others.length === 0);
  return lesson;
}
