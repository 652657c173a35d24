import assert from "node:assert/strict";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { closedRun } from "../../../src/runs/closedRun";
import { readRunFile } from "../../../src/runs/export/readRunFile";
import { recoverRuns } from "../../../src/runs/recoverRuns";
import type { Run } from "../../../src/runs/run";
import { RunDrafts } from "../../../src/runs/runDrafts";
import { RunStore, toJson } from "../../../src/runs/runStore";
import { temporaryFolder } from "../../support/cleanUp";
import { until } from "../../support/until";
import { sampleRun } from "./sampleRun";

/** A process id that nothing of the tests has. */
const OTHER = 1 << 29;

/** A run in which one engine has done its task and another is at work, with a picture. */
function runUnderWay(): Run {
  const run = sampleRun();
  const done = run.beginTask(0, "run");
  run.taskEvent(done, { type: "display", value: { text: "fig", png: Uint8Array.of(137, 80, 0, 255) } });
  run.endTask(done, { status: "ok", started: done.submitted, completed: done.submitted + 5 });
  const task = run.beginTask(1, "run");
  run.taskEvent(task, { type: "started", time: task.submitted + 1 });
  run.taskEvent(task, { type: "output", stream: "stdout", text: "so far\n" });
  run.beginTask(1, "run");
  return run;
}

describe("a run whose window is closed", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let store: RunStore;
  let drafts: RunDrafts;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-drafts-");
    store = new RunStore(folder.path);
    drafts = new RunDrafts(join(folder.path, "drafts"), OTHER);
  });
  afterEach(() => folder.remove());

  const fail = (error: unknown) => {
    throw error;
  };
  const recover = (isThere = false) => recoverRuns(store, drafts, 10, () => isThere);
  const files = () => readdirSync(join(folder.path, "drafts"));

  it("is kept as far as it came, with what was under way interrupted", async () => {
    const run = runUnderWay();
    drafts.keep(run, fail).close();
    assert.deepEqual(await store.list(), [], "it is in no list while it goes on");
    assert.deepEqual(await recover(), { ids: [run.id], others: false });
    const kept = await store.load(run.id);
    assert.ok(kept);
    assert.deepEqual(
      kept.record.tasks.map(({ status }) => status),
      ["ok", "interrupted", "interrupted"],
    );
    assert.deepEqual(kept.outputs, run.snapshot().outputs);
    assert.equal(kept.finished, true);
    assert.equal((await store.list())[0]?.outcome, "interrupted");
    assert.equal(readRunFile(toJson(kept)).record.windowClosed, true);
    assert.deepEqual(files(), []);
  });

  it("was written while it went on, so that a window that is killed loses little", async () => {
    const run = runUnderWay();
    const draft = drafts.keep(run, fail);
    const saved = async () => (await drafts.read(run.id))?.run;
    run.strayOutput(1, "stdout", "more\n");
    await until("a draft", saved);
    const before = JSON.stringify(await saved());
    run.strayOutput(1, "stdout", "and more\n");
    await until("a newer draft", async () => JSON.stringify(await saved()) !== before);
    assert.deepEqual(await saved(), run.snapshot());
    await draft.drop();
    assert.deepEqual(files(), []);
  });

  it("is left to a window that still has it", async () => {
    const run = runUnderWay();
    drafts.keep(run, fail).close();
    assert.deepEqual(await recover(true), { ids: [], others: true });
    assert.deepEqual(await store.list(), []);
    const own = new RunDrafts(join(folder.path, "drafts"));
    own.keep(run, fail).close();
    assert.deepEqual(await recover(), { ids: [], others: false }, "this window's own is no other's");
    assert.ok(existsSync(join(folder.path, "drafts", `${run.id}.draft.json`)));
  });

  it("stays as it was kept, where it was kept before the window went", async () => {
    const run = runUnderWay();
    const draft = drafts.keep(run, fail);
    run.strayOutput(1, "stdout", "more\n");
    await until("a draft", () => drafts.read(run.id));
    run.finish();
    await store.save(run.snapshot(), 10);
    await recover();
    assert.deepEqual(await store.load(run.id), run.snapshot());
    await draft.drop();
  });

  it("passes over what is no draft", async () => {
    drafts.keep(runUnderWay(), fail).close();
    writeFileSync(join(folder.path, "drafts", "broken.draft.json"), "{");
    await recover();
    assert.equal((await store.list()).length, 1);
  });

  it("tells of a job that it was cancelled, and ends no task before it began", () => {
    const run = runUnderWay();
    run.updateJob({ reason: "records", input: ["text.txt"] });
    const { record } = closedRun(run.snapshot(), 0);
    assert.equal(record.job?.outcome, "cancelled");
    for (const { submitted, started = submitted, received = 0 } of record.tasks)
      assert.ok(received >= started);
    run.finish();
    assert.deepEqual(closedRun(run.snapshot(), 0), run.snapshot(), "a finished run is what it is");
  });
});
