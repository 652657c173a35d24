import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../support/cleanUp";
import { forEachBackend } from "./backends";
import { testClusters } from "./testCluster";

forEachBackend("the queue of calls", (backend) => {
  const start = testClusters(backend);
  const { code } = backend;
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-queue-");
  });
  afterEach(() => folder.remove());

  it("is worked off in order", async () => {
    const cluster = await start();
    const texts = Array.from({ length: 20 }, (_, at) => String(at));
    const ended: string[] = [];
    const rans = texts.map((text) => {
      const running = cluster.begin(code.print(text));
      void running.ended.then(() => ended.push(text));
      return running.ended;
    });
    for (const [at, ran] of (await Promise.all(rans)).entries()) assert.equal(ran.stdout, `${at}\n`);
    assert.deepEqual(ended, texts);
    assert.equal(cluster.engine().info.tasksDone, 20);
  });

  it("forgets a call that was aborted while it waited", async () => {
    const cluster = await start();
    const go = join(folder.path, "go");
    const controller = new AbortController();
    const first = cluster.begin([code.print("ready"), code.waitFor(go)].join("\n"));
    const second = cluster.begin(code.assign("x", 1), { signal: controller.signal });
    const third = cluster.begin(code.isDefined("x"));
    await first.prints("ready");
    controller.abort();
    writeFileSync(go, "");
    assert.equal((await first.ended).status, "ok");
    assert.equal((await second.ended).status, "interrupted");
    assert.notEqual((await third.ended).result?.text, code.yes);
  });

  it("never runs a call whose signal was aborted before", async () => {
    const cluster = await start();
    const ran = await cluster.run(code.print("ran"), { signal: AbortSignal.abort() });
    assert.equal(ran.status, "interrupted");
    assert.equal(ran.stdout, "");
  });

  it("ends when the engine stops: the running call died, the waiting ones never ran", async () => {
    const cluster = await start();
    const first = cluster.begin([code.print("ready"), code.sleep].join("\n"));
    const second = cluster.begin(code.print("second"));
    const third = cluster.begin(code.print("third"));
    await first.prints("ready");
    await cluster.engine().stop();
    assert.equal((await first.ended).status, "died");
    for (const { ended } of [second, third]) {
      const { status, stdout } = await ended;
      assert.equal(status, "interrupted");
      assert.equal(stdout, "");
    }
    const { state, pid } = cluster.engine().info;
    assert.deepEqual({ state, pid }, { state: "stopped", pid: 0 });
  });

  it("takes calls again after a stop", async () => {
    const cluster = await start();
    await cluster.run(code.assign("x", 1));
    await cluster.engine().stop();
    assert.notEqual(await cluster.value(code.isDefined("x")), code.yes);
  });

  it("restarts one engine and leaves the others alone", async () => {
    const cluster = await start(3);
    for (const id of [0, 1, 2]) await cluster.run(code.assign("x", id + 10), { engine: id });
    const pids = [0, 1, 2].map((id) => cluster.engine(id).info.pid);
    await cluster.engine(1).restart();
    assert.equal(cluster.engine(0).info.pid, pids[0]);
    assert.notEqual(cluster.engine(1).info.pid, pids[1]);
    assert.equal(cluster.engine(2).info.pid, pids[2]);
    assert.equal(await cluster.value("x", 0), "10");
    assert.notEqual(await cluster.value(code.isDefined("x"), 1), code.yes);
    assert.equal(await cluster.value("x", 2), "12");
  });

  it("is each engine's own: eight engines run at once", async () => {
    const cluster = await start(8);
    const go = join(folder.path, "go");
    const calls = Array.from({ length: 8 }, (_, engine) =>
      cluster.begin([code.print("ready"), code.waitFor(go), "engine_id"].join("\n"), { engine }),
    );
    for (const call of calls) await call.prints("ready"); // all of them run, none has ended
    writeFileSync(go, "");
    const rans = await Promise.all(calls.map(({ ended }) => ended));
    assert.deepEqual(
      rans.map(({ result }) => result?.text),
      ["0", "1", "2", "3", "4", "5", "6", "7"],
    );
  });
});
