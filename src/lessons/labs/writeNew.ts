import { lstat, mkdir, open, realpath, rm } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { errors } from "../../base/errors";

/**
 * Writes a file that is not there yet, and the folders that it needs. Whatever is there under its name, a link that leads
 * nowhere included, stays as it is.
 * @param home absolute; nothing is written outside it, links followed
 * @param place relative to it
 * @returns whether it was written
 */
export async function writeNew(home: string, place: string, content: Uint8Array): Promise<boolean> {
  const path = join(home, place);
  await makeFolder(home, dirname(place));
  if (await exists(path)) return false;
  const file = await open(path, "wx").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") return undefined;
    throw error;
  });
  if (!file) return false;
  try {
    await file.writeFile(content);
  } catch (error) {
    await rm(path, { force: true }); // ours, and half a file is worse than none
    throw error;
  } finally {
    await file.close();
  }
  return true;
}

/** Makes a folder below `home` part by part, and refuses where a part is a link that leads out. */
export async function makeFolder(home: string, place: string): Promise<void> {
  const root = await realpath(home);
  let at = home;
  for (const part of place.split(sep)) {
    at = join(at, part);
    await mkdir(at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    const way = relative(root, await realpath(at));
    if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) {
      throw errors.wrongUsage(
        `${at} is a link that leads out of ${home}, where copies of labs must not go: remove or rename it.`,
      );
    }
  }
}

/** Whether anything has this name, a link that leads nowhere included. */
export async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}
