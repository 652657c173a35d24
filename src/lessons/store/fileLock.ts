import { open, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** How long to look on while somebody else has the lock, in ms. Work under a lock takes a few. */
const RETRY_MS = 15;

/** A lock that nobody has touched for so long belongs to a process that died, in ms. */
const STALE_MS = 2_000;

/**
 * Does something while no other process does it. The lock is a file; one whose process died is taken away in time.
 * A process that slept under its lock may find another at work: so what is done must be harmless when done twice.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  await acquire(file);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function acquire(file: string): Promise<void> {
  let seen: { readonly mark: string; readonly since: number } | undefined;
  while (!(await create(file))) {
    const mark = await markOf(file);
    // How long we have seen it ourselves: a disk's clock may be another than ours.
    if (mark !== undefined && mark !== seen?.mark) seen = { mark, since: performance.now() };
    else if (seen && performance.now() - seen.since > STALE_MS) await rm(file, { force: true });
    await delay(RETRY_MS + Math.random() * RETRY_MS);
  }
}

async function create(file: string): Promise<boolean> {
  try {
    await (await open(file, "wx", 0o600)).close();
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Windows says EPERM of a file that is just being removed, but also where nothing may be written.
    const busy = code === "EEXIST" || (code === "EPERM" && process.platform === "win32");
    if (busy && (await markOf(dirname(file))) !== undefined) return false;
    throw error;
  }
}

/** Tells one making of a file from another. */
async function markOf(file: string): Promise<string | undefined> {
  try {
    const { ino, mtimeMs } = await stat(file);
    return `${ino} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}
