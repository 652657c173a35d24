import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "../../support/cleanUp";

export { edited, LESSON, lessonFiles } from "./lessonFiles";

/** Writes files into a new temporary folder, which is removed after the test that called. */
export function lessonsFolder(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = temporaryFolder("parallel-labs-lessons-");
  made.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder.path, path)), { recursive: true });
    writeFileSync(join(folder.path, path), content);
  }
  return folder.path;
}

const made: { remove(): void }[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) folder.remove();
});
