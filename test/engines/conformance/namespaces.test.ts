import assert from "node:assert/strict";
import { forEachBackend } from "./backends";
import { testClusters } from "./testCluster";

forEachBackend("namespaces", (backend) => {
  const start = testClusters(backend);
  const { code } = backend;

  it("keep what one call defines for the next", async () => {
    const cluster = await start();
    await cluster.run(code.assign("x", 41));
    assert.equal(await cluster.value("x + 1"), "42");
  });

  it("are empty after a reset", async () => {
    const cluster = await start();
    await cluster.run(code.assign("x", 41));
    assert.equal((await cluster.call({ op: "reset" })).status, "ok");
    assert.notEqual(await cluster.value(code.isDefined("x")), code.yes);
    assert.equal(await cluster.value("engine_id"), "0", "the engine's own names stay");
  });

  it("are empty after a restart", async () => {
    const cluster = await start();
    await cluster.run(code.assign("x", 41));
    const { pid } = cluster.engine().info;
    await cluster.engine().restart();
    assert.notEqual(cluster.engine().info.pid, pid);
    assert.equal(cluster.engine().info.restarts, 1);
    assert.notEqual(await cluster.value(code.isDefined("x")), code.yes);
  });

  it("are never shared by two engines", async () => {
    const cluster = await start(2);
    await cluster.run(code.assign("x", 41), { engine: 0 });
    assert.notEqual(await cluster.value(code.isDefined("x"), 1), code.yes);
  });

  it("belong to the main program only when the user ran a file or cell", async () => {
    const cluster = await start();
    const asMain = await cluster.run(code.isMain, { main: true });
    const loaded = await cluster.run(code.isMain, { main: false });
    const again = await cluster.run(code.isMain, { main: true });
    assert.equal(asMain.result?.text, code.yes);
    assert.notEqual(loaded.result?.text, code.yes);
    assert.equal(again.result?.text, code.yes);
  });

  it("tell each engine its number and how many there are", async () => {
    const cluster = await start(3);
    const ids = await Promise.all([0, 1, 2].map((id) => cluster.value("engine_id", id)));
    const counts = await Promise.all([0, 1, 2].map((id) => cluster.value("engine_count", id)));
    assert.deepEqual(ids, ["0", "1", "2"]);
    assert.deepEqual(counts, ["3", "3", "3"]);
  });

  it("learn a new number of engines when it changes", async () => {
    const cluster = await start(2);
    assert.equal(await cluster.value("engine_count"), "2");
    await cluster.cluster.setCount(3);
    assert.equal(await cluster.value("engine_count", 2), "3");
  });
});
