import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { copyFile, mkdir, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import type { WrittenFiles as Written } from "../../protocol/engineCalls";
import { NotDone, type RemoteFiles } from "./remoteFiles";

/** Bytes that one call may bring here. */
const MOST_BYTES = 256 << 20;

type WrittenFile = Written["files"][number];

/**
 * Brings files here that code wrote beside its own file on engines that have no disk in common with the host, as if they had
 * one: of two engines that write the same file, the last wins. A file that is here and that no engine of this cluster
 * wrote stays as it is.
 */
export class WrittenFiles {
  /** Folders of files whose code was run: no other is written to, whatever an engine says. */
  private readonly homes = new Set<string>();
  /** What was brought here, by path, with what tells whether it has been changed since. */
  private readonly brought = new Map<string, string>();
  private last: Promise<unknown> = Promise.resolve();

  /** Code of this file is about to run. */
  expect(filename: string): void {
    if (isAbsolute(filename)) this.homes.add(dirname(filename));
  }

  /** Fetches what an engine wrote, by way of the private `folder`. Answers a sentence for each file that did not come. */
  bring({ files, more }: Written, remote: RemoteFiles, folder: string): Promise<readonly string[]> {
    // One after the other, so that it is known of each file that is here who wrote it.
    const done = this.last.then(async () => {
      const left: string[] = [];
      let bytes = 0;
      for (const file of files) {
        bytes += file.size;
        const reason =
          bytes > MOST_BYTES
            ? `a run brings ${MOST_BYTES >> 20} MB at most`
            : await this.bringOne(file, remote, join(folder, "written"));
        if (reason) left.push(`${file.name} stays on the engine's host, as ${file.path}: ${reason}.`);
      }
      if (more > 0) left.push(`${more} more files stay on the engine's host: a run brings ${files.length}.`);
      return left;
    });
    this.last = done.catch(() => {});
    return done;
  }

  /** Answers why the file is not brought, if it is not. */
  private async bringOne(
    { home, name, path }: WrittenFile,
    remote: RemoteFiles,
    temporary: string,
  ): Promise<string | undefined> {
    const parts = name.split("/");
    if (!this.homes.has(home) || parts.some((part) => part === "" || /^\.|[\\\0]/.test(part)))
      return "it has a name that begins with a dot, or a strange one";
    const place = join(home, ...parts);
    try {
      await remote.fetch(path, temporary);
      if (!(await isInside(dirname(place), home))) return `${dirname(place)} leads elsewhere`;
      await mkdir(dirname(place), { recursive: true });
      const now = await stampOf(place);
      if (now === undefined) await copyFile(temporary, place, constants.COPYFILE_EXCL);
      else if (now === this.brought.get(place)) await replace(place, temporary);
      else if (await haveSameBytes(place, temporary)) return undefined;
      else return `here is another file of that name, which no engine wrote`;
      this.brought.set(place, (await stampOf(place)) ?? "");
      return undefined;
    } catch (error) {
      if (error instanceof NotDone) return `it could not be fetched (${error.message})`;
      return `it cannot be written here (${(error as Error).message})`;
    } finally {
      await rm(temporary, { force: true });
    }
  }
}

/** Whether a folder that may not be there yet would lie in `home`, links and all. */
async function isInside(folder: string, home: string): Promise<boolean> {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined) return isInside(dirname(folder), home);
  return `${real}${sep}`.startsWith(`${await realpath(home)}${sep}`);
}

async function stampOf(path: string): Promise<string | undefined> {
  const about = await stat(path).catch(() => undefined);
  return about && `${about.ino} ${about.size} ${about.mtimeMs}`;
}

async function replace(place: string, temporary: string): Promise<void> {
  const beside = `${place}.${process.pid}.part`;
  try {
    await copyFile(temporary, beside);
    await rename(beside, place);
  } finally {
    await rm(beside, { force: true });
  }
}

async function haveSameBytes(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([stat(one), stat(other)]);
  if (!first.isFile() || first.size !== second.size) return false;
  return (await digestOf(one)) === (await digestOf(other));
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
