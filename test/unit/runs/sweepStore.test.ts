import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SweepRecord } from "../../../src/protocol/sweep";
import { RunStore } from "../../../src/runs/runStore";
import { SweepStore } from "../../../src/runs/sweepStore";
import { temporaryFolder } from "../../support/cleanUp";
import { sampleRun, sampleTask } from "../panel/sampleRun";
import { sampleSweep } from "../panel/sampleSweep";

describe("The store of sweeps", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-sweeps-");
  });
  afterEach(() => folder.remove());

  const sweep = (id: string, created: number): SweepRecord => ({ ...sampleSweep(), id, created });

  it("gives back what was saved, the newest first, and drops the oldest", async () => {
    const store = new SweepStore(folder.path);
    for (const at of [1, 3, 2, 4]) await store.save(sweep(`s${at}`, at), 3);
    assert.deepEqual(
      (await store.all()).map(({ id }) => id),
      ["s4", "s3", "s2"],
    );
    assert.deepEqual(await store.load("s3"), sweep("s3", 3));
    assert.equal(await store.load("s1"), undefined);
  });

  it("keeps out of the way of the runs beside it, and passes over what cannot be read", async () => {
    const [store, runs] = [new SweepStore(folder.path), new RunStore(folder.path)];
    await runs.save(sampleRun([sampleTask(0)]), 1);
    await store.save(sweep("a", 1), 1);
    writeFileSync(join(folder.path, "b.plsweep.json"), "{");
    assert.equal((await store.all()).length, 1);
    assert.equal((await runs.load())?.record.id, "run-1");
    await runs.save(sampleRun([sampleTask(0)], { id: "run-2" }), 1);
    assert.equal((await store.all()).length, 1);
    assert.ok(!readdirSync(folder.path).some((name) => name.endsWith(".part")));
  });

  it("is empty where there is no folder", async () => {
    assert.deepEqual(await new SweepStore(join(folder.path, "none")).all(), []);
  });
});
