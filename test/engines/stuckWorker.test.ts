import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, constants, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WorkerEngine } from "../../src/engines/workerEngine";
import { temporaryFolder } from "../support/cleanUp";
import { skip } from "../support/skip";
import { until } from "../support/until";

describe("An engine whose worker cannot be terminated", () => {
  it("stops all the same", async function () {
    if (process.platform === "win32") skip(this, "Windows has no named pipes in folders");
    const folder = temporaryFolder("parallel-labs-stuck-");
    const pipe = join(folder.path, "pipe");
    try {
      assert.equal(spawnSync("mkfifo", [pipe]).status, 0);
      const script = join(folder.path, "worker.js");
      // A thread that waits in the system for the pipe's other end runs no JavaScript that could be cut off.
      writeFileSync(
        script,
        `require(${JSON.stringify(require.resolve("workerpool"))}).worker({
          start: () => ({ pid: 0, host: "", version: "" }),
          call: () => require("node:fs").openSync(${JSON.stringify(pipe)}, "r"),
        });`,
      );
      const engine = new WorkerEngine({ backend: "node", language: "javascript", script }, 0, () => ({
        engineId: 0,
        engineCount: 1,
        executable: "",
        cwd: folder.path,
        outputLimit: 0,
        temporaryFolder: folder.path,
      }));
      const call = engine.call({ op: "reset" });
      await until("the engine to be at work", () => engine.info.state === "busy");
      await engine.stop();
      assert.equal(engine.info.state, "stopped");
      assert.equal((await call).status, "died");
    } finally {
      const end = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
      await new Promise(setImmediate);
      closeSync(end);
      folder.remove();
    }
  });
});
