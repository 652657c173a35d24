import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { errors } from "../base/errors";
import { removeAtExit } from "./leftovers";

/**
 * Writes a file, the whole of it or nothing: it is written beside its place and put there at the end, so that what was
 * there before stays until then. Throws `wrong-usage` saying why it cannot be written, `cancelled`.
 */
export async function writeWhole(
  file: string,
  pieces: AsyncIterable<string> | Iterable<string>,
  signal?: AbortSignal,
): Promise<void> {
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.part`);
  const forget = removeAtExit(beside);
  try {
    await pipeline(Readable.from(pieces), createWriteStream(beside), { ...(signal && { signal }) });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    if (signal?.aborted) throw errors.cancelled("Saving");
    throw cannotWrite(file, error);
  } finally {
    forget();
  }
}

/** Says why a file cannot be written. */
export function cannotWrite(file: string, error: unknown) {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return errors.wrongUsage(`${file} cannot be written: ${reasons[code] ?? message}.`);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such folder",
  ENOTDIR: "what it is to be in is no folder",
  EISDIR: "it is a folder",
  EACCES: "you may not write there",
  EROFS: "nothing can be written there",
  ENOSPC: "the disk is full",
};
