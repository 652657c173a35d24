import assert from "node:assert/strict";
import { constants } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { isRunning, runningProcesses } from "../../support/processTree";
import { until } from "../../support/until";
import { forEachBackend } from "./backends";
import { killEngine, type TestCluster, testClusters } from "./testCluster";

/** Waits until an engine has a new process in place of a dead one. */
async function replaced(cluster: TestCluster, oldPid: number, engine = 0): Promise<void> {
  await until(
    "the dead engine to be replaced",
    () => {
      const { state, pid } = cluster.engine(engine).info;
      return state === "idle" && pid !== oldPid;
    },
    () => cluster.engine(engine).info,
  );
}

forEachBackend("death", (backend) => {
  const start = testClusters(backend);
  const { code } = backend;

  it("under a call ends the call with the signal's number; the others keep their state", async () => {
    const cluster = await start(2);
    await cluster.run(code.assign("x", 7), { engine: 1 });
    const running = cluster.begin([code.print("ready"), code.sleep].join("\n"));
    await running.prints("ready");
    const { pid } = cluster.engine().info;
    killEngine(cluster.engine());
    const { status, error, stdout } = await running.ended;
    assert.equal(status, "died");
    assert.equal(error?.message, "died (signal 9)");
    assert.equal(stdout, "ready\n", "what it said before is kept");
    await replaced(cluster, pid);
    assert.equal(cluster.engine().info.lastDeath, "died (signal 9)");
    assert.equal(await cluster.value("1 + 1"), "2");
    assert.equal(await cluster.value("x", 1), "7");
  });

  it("replaces the engine once, and not once for each way in which it was noticed", async () => {
    const cluster = await start();
    for (let deaths = 1; deaths <= (backend.cluster?.repetitions ?? 5); deaths++) {
      const ran = await cluster.run(code.exit(4));
      assert.equal(ran.status, "died");
      assert.equal(await cluster.value("1 + 1"), "2");
      assert.equal(cluster.engine().info.restarts, deaths);
    }
  });

  it("by abort is a death by SIGABRT", async () => {
    const cluster = await start();
    const ran = await cluster.run([code.print("last words"), code.abort].join("\n"));
    assert.equal(ran.status, "died");
    assert.equal(ran.error?.message, `died (signal ${constants.signals.SIGABRT})`);
    if (!backend.cluster?.losesLastWords) assert.ok(ran.stdout.startsWith("last words\n"));
  });

  it("by the code's own exit tells the status", async () => {
    const cluster = await start();
    const ran = await cluster.run([code.print("last words"), code.exit(3)].join("\n"));
    assert.equal(ran.status, "died");
    assert.equal(ran.error?.message, "exited (status 3)");
    assert.equal(await cluster.value("1 + 1"), "2");
  });

  it("while idle is noticed, told and repaired", async () => {
    const cluster = await start();
    await cluster.engine().start();
    const { pid } = cluster.engine().info;
    const states: string[] = [];
    const subscription = cluster.engine().onDidChange(({ state }) => states.push(state));
    killEngine(cluster.engine());
    await replaced(cluster, pid);
    subscription.dispose();
    assert.deepEqual(states, ["dead", "starting", "idle"]);
    assert.equal(cluster.engine().info.lastDeath, "died (signal 9)");
    assert.equal(cluster.engine().info.restarts, 1);
  });

  it("does not lose the calls that wait", async () => {
    const cluster = await start();
    const first = cluster.run(code.exit(1));
    const second = cluster.run("1 + 1");
    assert.equal((await first).status, "died");
    const { status, result } = await second;
    assert.equal(status, "ok");
    assert.equal(result?.text, "2");
  });

  it("takes along the child processes that the code started", async () => {
    const cluster = await start();
    const child = Number(await cluster.value(code.startChild));
    const [running] = runningProcesses().filter(({ pid }) => pid === child);
    assert.ok(running);
    killEngine(cluster.engine());
    await until("the child process to end", () => !isRunning(running));
  });

  it("while the engine is being stopped does not bring it back", async () => {
    const cluster = await start();
    for (let turns = 0; turns < (backend.cluster?.repetitions ?? 40); turns++) {
      const engine = cluster.engine();
      await engine.start();
      const [dying] = runningProcesses().filter(({ pid }) => pid === engine.info.pid);
      assert.ok(dying);
      process.kill(dying.pid, "SIGKILL");
      // The news is somewhere between the process and this thread: how far depends on the turns.
      while (isRunning(dying)) await new Promise((turn) => setImmediate(turn));
      for (let turn = 0; turn < turns; turn++) await new Promise((next) => setImmediate(next));
      await engine.stop();
      const { state, pid } = engine.info;
      assert.deepEqual({ state, pid }, { state: "stopped", pid: 0 }, `after ${turns} turns`);
    }
  });

  it("leaves nothing behind when the cluster is stopped while a dead engine is being replaced", async () => {
    for (let pause = 0; pause <= 400; pause += 400 / (backend.cluster?.repetitions ?? 8)) {
      const cluster = await start(2);
      await cluster.cluster.start();
      const { engines } = cluster.cluster;
      const first = cluster.run(code.exit(5), { engine: 0 });
      const second = cluster.run(code.exit(5), { engine: 1 });
      await Promise.race([first, second]);
      await delay(pause);
      await cluster.end();
      for (const { info } of engines) assert.equal(info.state, "stopped", `after ${pause} ms`);
      await Promise.allSettled([first, second]);
    }
  });

  it("of all engines at once leaves a pool that works, and each one's status is told", async () => {
    const cluster = await start(4);
    await cluster.cluster.start();
    const pids = [0, 1, 2, 3].map((id) => cluster.engine(id).info.pid);
    for (const engine of cluster.cluster.engines) killEngine(engine);
    await Promise.all(pids.map((pid, id) => replaced(cluster, pid, id)));
    const answers = await Promise.all([0, 1, 2, 3].map((id) => cluster.value("engine_id", id)));
    assert.deepEqual(answers, ["0", "1", "2", "3"]);
    for (const { info } of cluster.cluster.engines) assert.equal(info.lastDeath, "died (signal 9)");
  });
});
