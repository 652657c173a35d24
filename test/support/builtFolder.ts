import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The folder of the product's sources: the nearest one above the working folder with a package.json. */
export function sourceFolder(from = process.cwd()): string {
  if (existsSync(join(from, "package.json"))) return from;
  const parent = dirname(from);
  if (parent === from)
    throw new Error(`No package.json above ${process.cwd()}: run the tests in the repository.`);
  return sourceFolder(parent);
}

/** The folder with the built scripts: the environment's LABS_DIST, else the repository's `dist`. */
export function builtFolder(): string {
  return resolve(process.env["LABS_DIST"] ?? join(sourceFolder(), "dist"));
}
