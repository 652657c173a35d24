import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { processMemory } from "../../../src/extension/processMemory";

describe("the memory of processes", () => {
  it("is told of those that live, and of no others", async () => {
    const child = spawn(process.execPath, ["-e", ""], { stdio: "ignore" });
    const { pid = 0 } = child;
    await once(child, "close");
    const memory = await processMemory([process.pid, pid]);
    assert.deepEqual([...memory.keys()], [process.pid]);
    assert.ok((memory.get(process.pid) ?? 0) > 1_000_000);
    assert.deepEqual(await processMemory([pid]), new Map());
    assert.deepEqual(await processMemory([]), new Map());
  });
});
