import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LessonFiles } from "../scaffold/newLesson";

/**
 * Writes a new lesson's files into a folder of lessons, which is made if it is not there. Overwrites nothing: it
 * rejects where the lesson's folder is there already.
 * @returns the file to open
 */
export async function writeLesson(lessons: string, { folder, files }: LessonFiles): Promise<string> {
  const home = join(lessons, folder);
  await mkdir(lessons, { recursive: true });
  await mkdir(home);
  for (const { path, text } of files) {
    const file = join(home, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: "wx" });
  }
  return join(home, files[0]?.path ?? "");
}
