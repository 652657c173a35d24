import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { errors } from "../base/errors";
import { cannotWrite } from "../engines/writeWhole";

/** Files that a command is to write, by the option that names them. */
export type Destinations = Readonly<Record<string, string | undefined>>;

/**
 * Sees that files can be written before a long run is done for them, and that none of them is read or written twice.
 * Throws `wrong-usage`.
 * @param read files that the command reads
 */
export async function checkDestinations(
  destinations: Destinations,
  read: readonly string[] = [],
): Promise<void> {
  const wanted = Object.entries(destinations).flatMap(([option, file]) =>
    file === undefined ? [] : [{ option, file, path: resolve(file) }],
  );
  for (const [at, { option, file, path }] of wanted.entries()) {
    const same = wanted.slice(0, at).find((other) => other.path === path);
    if (same) throw errors.wrongUsage(`${same.option} and ${option} name the same file ${file}: give two.`);
    await checkFolder(file, path);
    const there = await stat(path).catch(() => undefined);
    if (!there) continue;
    if (there.isDirectory()) throw errors.wrongUsage(`${file} cannot be written: it is a folder.`);
    if (!there.isFile()) throw errors.wrongUsage(`${file} cannot be written: it is no ordinary file.`);
    for (const source of read) {
      const { dev, ino } = await stat(source);
      if (dev === there.dev && ino === there.ino) {
        throw errors.wrongUsage(`${option} would overwrite ${file}, which is read: name another file.`);
      }
    }
  }
}

async function checkFolder(file: string, path: string): Promise<void> {
  const refuse = (error: unknown) => {
    throw cannotWrite(file, error);
  };
  const folder = dirname(path);
  const found = await stat(folder).catch(refuse);
  if (!found.isDirectory()) refuse({ code: "ENOTDIR" });
  await access(folder, constants.W_OK).catch(refuse);
}
