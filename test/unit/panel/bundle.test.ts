import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { sourceFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";

/** What the panel may load, in bytes. */
const MOST_BYTES = 400_000;

describe("The panel's own code", () => {
  it("is small enough to be there at once", async () => {
    const folder = temporaryFolder("parallel-labs-bundle-");
    try {
      const root = sourceFolder();
      const sources = ["main.ts", "results.css"].map((file) => join(root, "media", "results", file));
      const flags = ["--bundle", "--minify", "--log-level=warning", `--outdir=${folder.path}`];
      // The program and not its API: esbuild cannot be bundled into the tests.
      await promisify(execFile)(join(root, "node_modules", ".bin", "esbuild"), [...sources, ...flags]);
      const bytes = ["main.js", "results.css"].reduce(
        (sum, file) => sum + statSync(join(folder.path, file)).size,
        0,
      );
      assert.ok(bytes < MOST_BYTES, `${bytes} bytes`);
    } finally {
      folder.remove();
    }
  });
});
