import { open, rename, rm } from "node:fs/promises";
import { dirname, join, parse } from "node:path";

/**
 * Moves a file beside itself, to a name as `lab.backup-2026-11-22-1015.py` that nothing has. It keeps its ending, so that it
 * can be compared and run.
 * @returns the backup's path
 */
export async function moveToBackup(path: string, now: Date): Promise<string> {
  for (let nth = 1; ; nth++) {
    const backup = join(dirname(path), backupName(parse(path).base, now, nth));
    // A rename replaces what is there, so the name is first taken by a file of our own.
    const taken = await open(backup, "wx").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return undefined;
      throw error;
    });
    if (!taken) continue;
    await taken.close();
    try {
      await rename(path, backup);
      return backup;
    } catch (error) {
      await rm(backup, { force: true });
      throw error;
    }
  }
}

/** @param nth 1 for the first backup of that minute */
export function backupName(file: string, now: Date, nth: number): string {
  const { name, ext } = parse(file);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}`;
  return `${name}.backup-${day}-${time}${nth > 1 ? `-${nth}` : ""}${ext}`;
}
