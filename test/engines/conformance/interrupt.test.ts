import assert from "node:assert/strict";
import type { Engine, EngineState } from "../../../src/engines/engine";
import { until } from "../../support/until";
import { forEachBackend } from "./backends";
import { testClusters } from "./testCluster";

forEachBackend("interrupt", (backend) => {
  const start = testClusters(backend);
  const { code } = backend;

  for (const [what, endless] of [
    ["an endless loop", code.loop],
    ["a sleep", code.sleep],
    ["endless printing", code.printForever],
  ] as const) {
    it(`stops ${what} and keeps the namespace`, async () => {
      const cluster = await start();
      const running = cluster.begin([code.assign("x", 7), code.print("ready"), endless].join("\n"));
      await running.prints("ready");
      assert.equal(await cluster.engine().interrupt(), true, "it stopped within INTERRUPT_GRACE");
      const { status } = await running.ended;
      assert.equal(status, "interrupted");
      assert.equal(await cluster.value("x"), "7");
      assert.equal(cluster.engine().info.state, "idle");
      assert.equal(cluster.engine().info.restarts, 0);
    });
  }

  it("by an AbortSignal stops a running call", async () => {
    const cluster = await start();
    const controller = new AbortController();
    const running = cluster.begin([code.print("ready"), code.loop].join("\n"), { signal: controller.signal });
    await running.prints("ready");
    controller.abort();
    assert.equal((await running.ended).status, "interrupted");
    assert.equal(running.notStopping, false);
  });

  it("stops only the engine that it is meant for", async () => {
    const cluster = await start(2);
    const both = [0, 1].map((engine) =>
      cluster.begin([code.print("ready"), code.loop].join("\n"), { engine }),
    );
    for (const running of both) await running.prints("ready");
    await cluster.engine(0).interrupt();
    assert.equal((await both[0]?.ended)?.status, "interrupted");
    assert.equal(cluster.engine(1).info.state, "busy");
    await cluster.engine(1).interrupt();
    assert.equal((await both[1]?.ended)?.status, "interrupted");
  });

  it("of an engine that runs nothing is done at once, and harms no later call", async () => {
    const cluster = await start();
    assert.equal(await cluster.engine().interrupt(), true);
    await cluster.engine().start();
    assert.equal(await cluster.engine().interrupt(), true);
    assert.equal(await cluster.value("1 + 1"), "2");
  });

  it("in the moment in which a call goes to the engine is not lost", async () => {
    const cluster = await start();
    await cluster.engine().start();
    for (let round = 0; round < 50; round++) {
      const controller = new AbortController();
      const subscription = cluster.engine().onDidChange(({ state }) => {
        if (state === "busy") controller.abort();
      });
      const running = cluster.begin(code.sleep, { signal: controller.signal });
      let ended: string | undefined;
      void running.ended.then(({ status }) => {
        ended = status;
      });
      const status = await until(
        "the call to end or to be said to go on",
        () => ended ?? (running.notStopping && "goes on"),
      );
      subscription.dispose();
      assert.equal(status, "interrupted", `round ${round}`);
    }
  });

  for (const delay of ["at once", "after a turn of the event loop", "after a round trip's time"] as const) {
    it(`given ${delay} after a call is not lost`, async () => {
      const cluster = await start(2);
      await cluster.cluster.start();
      for (let round = 0; round < 50; round++) {
        const running = cluster.begin(code.sleep);
        if (delay === "after a turn of the event loop") await new Promise((turn) => setImmediate(turn));
        if (delay === "after a round trip's time") await cluster.value("1", 1);
        await cluster.engine().interrupt();
        assert.equal((await running.ended).status, "interrupted", `round ${round}`);
      }
    });
  }

  it("while the engine starts drops the call", async () => {
    const cluster = await start();
    const starting = entersState(cluster.engine(), "starting");
    const running = cluster.begin([code.print("ran"), code.loop].join("\n"));
    await starting;
    assert.equal(await cluster.engine().interrupt(), true);
    const { status, stdout } = await running.ended;
    assert.equal(status, "interrupted");
    assert.equal(stdout, "");
  });

  it("by an AbortSignal while the engine starts drops the call", async () => {
    const cluster = await start();
    const controller = new AbortController();
    const starting = entersState(cluster.engine(), "starting");
    const running = cluster.begin(code.print("ran"), { signal: controller.signal });
    await starting;
    controller.abort();
    const { status, stdout } = await running.ended;
    assert.equal(status, "interrupted");
    assert.equal(stdout, "");
  });

  it("that the code ignores is said to have failed; a restart of that engine alone helps", async () => {
    const cluster = await start(2);
    await cluster.run(code.assign("x", 7), { engine: 1 });
    const running = cluster.begin([code.print("ready"), code.stubborn].join("\n"));
    await running.prints("ready");
    assert.equal(await cluster.engine().interrupt(), false);
    assert.equal(cluster.engine().info.state, "interrupting");
    await cluster.engine().restart();
    assert.equal((await running.ended).status, "died");
    assert.equal(cluster.engine().info.state, "idle");
    assert.equal(await cluster.value("1 + 1"), "2");
    assert.equal(await cluster.value("x", 1), "7");
    assert.equal(cluster.engine(1).info.restarts, 0);
  });

  it("by an AbortSignal that the code ignores is told, and the call goes on", async () => {
    const cluster = await start();
    const controller = new AbortController();
    const running = cluster.begin([code.print("ready"), code.stubborn].join("\n"), {
      signal: controller.signal,
    });
    await running.prints("ready");
    controller.abort();
    await until("it to be told", () => running.notStopping);
    assert.equal(cluster.engine().info.state, "interrupting");
    await cluster.engine().stop();
    assert.equal((await running.ended).status, "died");
  });
});

/** Tells the moment in which an engine enters a state, which may be too short for a look now and then. */
function entersState(engine: Engine, wanted: EngineState): Promise<void> {
  return new Promise((resolve) => {
    const subscription = engine.onDidChange(({ state }) => {
      if (state !== wanted) return;
      subscription.dispose();
      resolve();
    });
  });
}
