import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { sourceFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";

describe("npm start", () => {
  it("runs a lab on four engines step by step, and leaves nothing", async () => {
    const folder = temporaryFolder("parallel-labs-tour-");
    try {
      const child = spawn(process.execPath, [join(sourceFolder(), "test", "support", "start.mjs")], {
        env: { ...process.env, TMPDIR: folder.path, TEMP: folder.path, TMP: folder.path },
      });
      const ended = new Promise((resolve) => child.once("close", resolve));
      const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
      assert.equal(status, 0, stderr);
      for (const engine of [0, 1, 2, 3]) assert.match(stdout, new RegExp(`engine ${engine} wrote part-`));
      assert.equal(stderr.match(/same results/g)?.length, 2, "two jobs, each compared with one engine");
      assert.deepEqual(readdirSync(folder.path), []);
    } finally {
      folder.remove();
    }
  });
});
