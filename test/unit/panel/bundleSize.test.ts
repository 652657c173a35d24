import assert from "node:assert/strict";
import { build } from "esbuild";
import { describe, it } from "mocha";

/** What the panel's script may have, in bytes, as it is packaged. */
const LIMIT = 400_000;

describe("The panel's script", () => {
  it("stays small enough to be there at once", async () => {
    const { outputFiles } = await build({
      entryPoints: ["media/results/main.ts"],
      bundle: true,
      minify: true,
      write: false,
      platform: "browser",
      target: "es2022",
      format: "iife",
    });
    const size = outputFiles[0]?.contents.byteLength ?? 0;
    assert.ok(size > 0 && size < LIMIT, `${size} bytes`);
  });
});
