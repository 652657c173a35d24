import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
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
  const runFiles = () => files().filter((name) => name.endsWith(RUN_FILE));
  const idsOf = async () => (await store.list()).map(({ id }) => id);
  /** Keeps a run that was made, and saved, later than those before it. */
  const keepAt = async (at: number, keep = 10) => {
    const { record, ...rest } = finishedRun();
    const run = { ...rest, record: { ...record, created: at * 1000 } };
    await store.save(run, keep);
    const { id } = record;
    utimesSync(join(folder.path, "runs", `${id}${RUN_FILE}`), 1_700_000_000 + at, 1_700_000_000 + at);
    return id;
  };

  it("come back as they were, pictures included", async () => {
    const snapshot = finishedRun();
    await store.save(snapshot, 10);
    assert.deepEqual(await store.load(snapshot.record.id), snapshot);
    assert.deepEqual(fromJson(toJson(snapshot)), snapshot);
    assert.deepEqual(runFiles(), [`${snapshot.record.id}${RUN_FILE}`]);
    assert.ok(!files().some((name) => name.endsWith(".part")), "nothing half-written is left");
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
    assert.deepEqual(new Set(runFiles()), new Set([older, newest]));
    assert.ok(
      !files().some((name) => name.startsWith(snapshots[0]?.record.id ?? "")),
      "nothing of it is left",
    );
    assert.ok(!existsSync(join(folder.path, "runs", oldest ?? "")));
    assert.equal((await store.load())?.record.id, snapshots[2]?.record.id);
  });

  it("always are one at least", async () => {
    await store.save(finishedRun(), 0);
    assert.equal(runFiles().length, 1);
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

  it("are listed, the newest first, with what a list shows", async () => {
    const older = await keepAt(1);
    const newer = await keepAt(2);
    assert.deepEqual(await idsOf(), [newer, older]);
    const [run] = await store.list();
    assert.deepEqual([run?.outcome, run?.engines, run?.source.title], ["done", 1, "Count"]);
  });

  it("are listed without their summaries, too, and without those that cannot be read", async () => {
    const good = await keepAt(1);
    const bad = await keepAt(2);
    for (const id of [good, bad]) rmSync(join(folder.path, "runs", `${id}.summary.json`));
    writeFileSync(join(folder.path, "runs", `${bad}${RUN_FILE}`), "{half");
    assert.deepEqual(await idsOf(), [good]);
  });

  it("stand above when they are pinned, and are not counted in the limit", async () => {
    const pinned = await keepAt(1);
    writeFileSync(join(folder.path, "rows"), '["a",1]\n');
    await store.saveRows(pinned, join(folder.path, "rows"));
    await store.mark(pinned, { pinned: true });
    const second = await keepAt(2, 2);
    const third = await keepAt(3, 2);
    assert.deepEqual(await idsOf(), [pinned, third, second]);
    const fourth = await keepAt(4, 2);
    assert.deepEqual(await idsOf(), [pinned, fourth, third]);
    writeFileSync(join(folder.path, "rows"), "x".repeat(100));
    await store.saveRows(fourth, join(folder.path, "rows"), 1);
    assert.ok(existsSync(store.rowsFile(pinned)), "nor are its results");
    await store.mark(pinned, { pinned: false });
    await keepAt(5, 2);
    assert.ok(!(await idsOf()).includes(pinned));
  });

  it("keep their names when the run is written anew", async () => {
    const run = finishedRun();
    const { id } = run.record;
    await store.save(run, 10);
    await store.mark(id, { name: "Mine" });
    await store.mark(id, { pinned: true });
    await store.save(run, 10);
    const [kept] = await store.list();
    assert.deepEqual([kept?.name, kept?.pinned], ["Mine", true]);
    await store.mark(id, { name: undefined, pinned: false });
    assert.ok(!files().some((name) => name.includes("mark")), "what says nothing is not kept");
  });

  it("go with all that is kept of them when they are removed, and come back", async () => {
    const [id, other] = [await keepAt(1), await keepAt(2)];
    writeFileSync(join(folder.path, "rows"), '["a",1]\n');
    await store.saveRows(id, join(folder.path, "rows"));
    await store.mark(id, { name: "Mine" });
    let told = 0;
    store.onDidChange(() => told++);
    const removed = await store.remove([id]);
    assert.deepEqual(await idsOf(), [other]);
    assert.ok(!files().some((name) => name.startsWith(id)));
    await removed.restore();
    assert.deepEqual(await idsOf(), [other, id]);
    assert.equal((await store.list())[1]?.name, "Mine");
    assert.ok(existsSync(store.rowsFile(id)));
    assert.equal(told, 2);
  });

  it("are gone for good a day after they were removed", async () => {
    const [id, other] = [await keepAt(1), await keepAt(2)];
    await store.remove([id]);
    const aside = join(folder.path, "runs", "removed");
    const [old = ""] = readdirSync(aside);
    utimesSync(join(aside, old), 1_700_000_000, 1_700_000_000);
    await store.remove([other]);
    assert.ok(!readdirSync(aside).includes(old));
    assert.equal(readdirSync(aside).length, 1);
  });
});
