import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The repository's root: the nearest folder above the running file with a package.json (dist/ has none). */
export const repositoryRoot = findRoot(__dirname);

/** Where `npm run package` leaves the extension. */
export const packagedExtension = join(repositoryRoot, "parallel-lesson-labs.vsix");

/** Everything the tests download or leave for a person to look at; not in git. */
export const testCache = join(repositoryRoot, ".vscode-test");

function findRoot(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`No package.json above ${__dirname}.`);
  return findRoot(parent);
}
