import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { sourceFolder } from "./builtFolder";

/** Bundles a TypeScript file of the repository, for tests that need a program of their own. */
export async function bundle(source: string, outfile: string): Promise<void> {
  const root = sourceFolder();
  // The program and not its API: esbuild cannot be bundled into the tests.
  const esbuild = join(root, "node_modules", ".bin", "esbuild");
  const flags = ["--bundle", "--platform=node", "--target=node20", "--log-level=warning"];
  await promisify(execFile)(esbuild, [join(root, source), ...flags, `--outfile=${outfile}`]);
}
