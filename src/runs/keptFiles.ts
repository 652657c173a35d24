import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Endings of the files that are kept of a run; each name begins with the run's id. */
export const endings = {
  /** The run itself. */
  run: ".plrun.json",
  /** The results of its map/reduce job, a row `[key,value]` a line. */
  rows: ".rows.jsonl",
  /** What lists show of it; made anew where it is missing. */
  summary: ".summary.json",
  /** What the user made of it: its name, and whether it is pinned. */
  mark: ".mark.json",
} as const;
export type Ending = (typeof endings)[keyof typeof endings];

/** Reads a JSON file; undefined where it is not there or is none. */
export async function readJson<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as T;
  } catch {
    return undefined;
  }
}

/** Writes a file; it is whole or not there. */
export async function writeText(file: string, text: string): Promise<void> {
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}

/** The files of a folder with an ending, the newest first; none where there is no folder. */
export async function newestFirst(
  folder: string,
  ending: Ending,
): Promise<readonly { readonly id: string; readonly size: number }[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const dated = await Promise.all(
    names
      .filter((name) => name.endsWith(ending))
      .map(async (name) => {
        // It may have gone since.
        const found = await stat(join(folder, name)).catch(() => undefined);
        return found && { id: name.slice(0, -ending.length), size: found.size, mtimeMs: found.mtimeMs };
      }),
  );
  return dated.filter((file) => file !== undefined).sort((a, b) => b.mtimeMs - a.mtimeMs);
}

/** Moves all that is kept of a run from one folder into another; what is not there is passed over. */
export async function moveRun(id: string, from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const ending of Object.values(endings)) {
    await rename(join(from, `${id}${ending}`), join(to, `${id}${ending}`)).catch((error) => {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    });
  }
}

/** Moves a file, also to another disk. */
export async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    await copyWhole(from, to);
    await rm(from, { force: true });
  }
}

/** Copies a file; it is whole or not there. */
async function copyWhole(from: string, to: string): Promise<void> {
  const part = `${to}.part`;
  try {
    await copyFile(from, part);
    await rename(part, to);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
