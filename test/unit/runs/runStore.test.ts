import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fromJson, RUN_FILE, RunStore, toJson } from "../../../src/runs/runStore";
import { temporaryFolder } from "../../support/cleanUp";
import { smallDisk } from "../../support/smallDisk";
import { sampleRun } from "./sampleRun";

/** A finished run with a picture. */
function finishedRun() {
  const run = sampleRun();
  const task = run.beginTask(0, "run");
  run.taskEvent(task, { type: "output", stream: "stdout", text: "hello ä\n" });
  run.taskEvent(task, { type: "display", value: { text: "fig", png: Uint8Array.of(137, 80, 0, 255) } });
  run.endTask(task, { status: "ok" });
  run.finish();
  return run.snapshot();
}

describe("kept runs", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let store: RunStore;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-runs-");
    store = new RunStore(join(folder.path, "runs"));
  });
  afterEach(() => folder.remove());

  const files = () => readdirSync(join(folder.path, "runs"));

  it("come back as they were, pictures included", async () => {
    const snapshot = finishedRun();
    await store.save(snapshot, 10);
    assert.deepEqual(await store.load(snapshot.record.id), snapshot);
    assert.deepEqual(fromJson(toJson(snapshot)), snapshot);
    assert.deepEqual(files(), [`${snapshot.record.id}${RUN_FILE}`], "nothing half-written is left");
  });

  it("are as many as wished, the oldest go", async () => {
    const snapshots = [finishedRun(), finishedRun(), finishedRun()];
    for (const [at, snapshot] of snapshots.entries()) {
      await store.save(snapshot, 2);
      const file = join(folder.path, "runs", `${snapshot.record.id}${RUN_FILE}`);
      utimesSync(file, 1_700_000_000 + at, 1_700_000_000 + at); // file times are coarser than this test is fast
    }
    await store.save(snapshots[2] ?? finishedRun(), 2);
    const [oldest, older, newest] = snapshots.map(({ record }) => `${record.id}${RUN_FILE}`);
    assert.deepEqual(new Set(files()), new Set([older, newest]));
    assert.ok(!existsSync(join(folder.path, "runs", oldest ?? "")));
    assert.equal((await store.load())?.record.id, snapshots[2]?.record.id);
  });

  it("always are one at least", async () => {
    await store.save(finishedRun(), 0);
    assert.equal(files().length, 1);
  });

  it("are none when there are none, or when they cannot be read", async () => {
    assert.equal(await store.load(), undefined);
    assert.equal(await store.load("gone"), undefined);
    const snapshot = finishedRun();
    await store.save(snapshot, 1);
    writeFileSync(join(folder.path, "runs", `${snapshot.record.id}${RUN_FILE}`), "{half");
    assert.equal(await store.load(), undefined);
  });

  it("have their job's results beside them, which go with them", async () => {
    const [older, newer] = [finishedRun(), finishedRun()];
    for (const [at, { record }] of [older, newer].entries()) {
      writeFileSync(join(folder.path, "rows"), '["a",1]\n');
      await store.saveRows(record.id, join(folder.path, "rows"));
      await store.save(at === 0 ? older : newer, 2);
      for (const name of files().filter((one) => one.startsWith(record.id))) {
        utimesSync(join(folder.path, "runs", name), 1_700_000_000 + at, 1_700_000_000 + at);
      }
    }
    assert.equal(readFileSync(store.rowsFile(older.record.id), "utf8"), '["a",1]\n');
    assert.ok(!existsSync(join(folder.path, "rows")), "moved, not copied");
    await store.save(newer, 1);
    assert.ok(!existsSync(store.rowsFile(older.record.id)));
    assert.ok(existsSync(store.rowsFile(newer.record.id)));
  });

  it("take results over from another disk, whole or not at all", async function () {
    const disk = smallDisk(this, 1 << 20);
    try {
      const store = new RunStore(disk.path);
      const rows = join(folder.path, "rows");
      writeFileSync(rows, "x".repeat(2 << 20));
      await assert.rejects(store.saveRows("large", rows), { code: "ENOSPC" });
      assert.deepEqual(readdirSync(disk.path), [], "nothing half-copied is left");
      assert.ok(existsSync(rows));
      writeFileSync(rows, "x".repeat(1 << 18));
      await store.saveRows("small", rows);
      assert.deepEqual(readdirSync(disk.path), [basename(store.rowsFile("small"))]);
      assert.ok(!existsSync(rows));
    } finally {
      disk.remove();
    }
  });

  it("keep no more bytes of results than wished, but for the newest", async () => {
    for (const [at, id] of ["one", "two", "three"].entries()) {
      writeFileSync(join(folder.path, "rows"), "x".repeat(100));
      await store.saveRows(id, join(folder.path, "rows"), 150);
      utimesSync(store.rowsFile(id), 1_700_000_000 + at, 1_700_000_000 + at);
    }
    assert.deepEqual(files().length, 1);
    assert.ok(existsSync(store.rowsFile("three")));
  });
});
