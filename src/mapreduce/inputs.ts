import { access, constants, readdir, stat } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { errors } from "../base/errors";
import { globPattern, isGlob } from "./globPattern";

/** A file of a job's input, with its size when the job began. */
export interface InputFile {
  readonly path: string;
  readonly size: number;
}

/**
 * The files that paths and globs (`*`, `**`, `?`, `[a-z]`, `{a,b}`) name, in the order given and those of one glob by
 * path, each once. Throws `wrong-usage` for what names no file, for a folder, and for what cannot be read.
 */
export async function findInputs(given: readonly string[], cwd: string): Promise<InputFile[]> {
  const found = new Map<string, InputFile>();
  for (const name of given) {
    for (const path of await pathsOf(name, cwd)) {
      if (!found.has(path)) found.set(path, await inputFile(path, name));
    }
  }
  return [...found.values()];
}

async function pathsOf(name: string, cwd: string): Promise<string[]> {
  const path = resolve(cwd, name);
  if (!isGlob(name)) return [path];
  const exists = await stat(path).catch(() => undefined);
  if (exists) return [path]; // a file whose own name looks like a glob
  const pattern = globPattern(path);
  const deep = path.includes(`${sep}**`);
  const found = (await filesBelow(fixedPart(path), deep ? Number.POSITIVE_INFINITY : depthOf(path))).filter(
    (file) => pattern.test(file),
  );
  if (found.length === 0) throw errors.wrongUsage(`No file matches ${name}: give files or globs that exist.`);
  return found.sort();
}

async function inputFile(path: string, name: string): Promise<InputFile> {
  try {
    const about = await stat(path);
    if (about.isDirectory()) {
      throw errors.wrongUsage(`${name} is a folder: name its files, as ${join(name, "*")}.`);
    }
    if (!about.isFile())
      throw errors.wrongUsage(`${name} is no ordinary file: give a file, or - for standard input.`);
    await access(path, constants.R_OK);
    return { path, size: about.size };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT")
      throw errors.wrongUsage(`There is no file ${name}: give files or globs that exist.`);
    if (code === "EACCES") throw errors.wrongUsage(`${name} cannot be read: permission denied.`);
    if (code?.startsWith("E")) throw errors.wrongUsage(`${name} cannot be read: ${message}.`);
    throw error;
  }
}

/** The folder before a glob's first special sign. */
function fixedPart(path: string): string {
  const parts = path.split(sep);
  const at = parts.findIndex(isGlob);
  return at < 0 ? dirname(path) : parts.slice(0, at).join(sep) || sep;
}

/** Levels of folders below {@link fixedPart} in which a glob without `**` has its files, 1 for the folder itself. */
function depthOf(path: string): number {
  return (
    path.split(sep).length -
    fixedPart(path)
      .replace(/[/\\]$/, "")
      .split(sep).length
  );
}

/** Files below a folder; folders that cannot be read are passed over, as a shell does. */
async function filesBelow(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const nested = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return depth > 1 ? filesBelow(path, depth - 1) : [];
    if (entry.isFile()) return [path];
    const isLinkToFile = entry.isSymbolicLink() && (await stat(path).catch(() => undefined))?.isFile();
    return isLinkToFile ? [path] : [];
  });
  return (await Promise.all(nested)).flat();
}
