import { realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";

/** What a path leads to. `outside` is told for what is not there as well, so that a lesson learns nothing of the disk. */
export type Target =
  | { readonly kind: "file"; readonly path: string; readonly size: number }
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "missing" | "outside" | "special" };

/** Whether a path names, by its letters alone, something outside the folder that it starts from. */
export function leavesFolder(path: string): boolean {
  return (
    path.startsWith("/") || /^[a-z]:/i.test(path) || /[\\\0]/.test(path) || path.split("/").includes("..")
  );
}

/**
 * Finds what a path leads to, links followed.
 * @param pack the pack's real path, which nothing may leave
 * @param from a folder in it that the path starts from
 */
export async function findInPack(pack: string, from: string, path: string): Promise<Target> {
  if (path.startsWith("/") || /^[a-z]:/i.test(path) || /[\\\0]/.test(path)) return { kind: "outside" };
  const wanted = join(from, path);
  if (!isWithin(pack, wanted)) return { kind: "outside" };
  const real = await realpath(wanted).catch(() => undefined);
  if (real === undefined) return { kind: "missing" };
  if (!isWithin(pack, real)) return { kind: "outside" };
  const found = await stat(real).catch(() => undefined);
  if (found === undefined) return { kind: "missing" };
  if (found.isFile()) return { kind: "file", path: real, size: found.size };
  return found.isDirectory() ? { kind: "folder", path: real } : { kind: "special" };
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
