import assert from "node:assert/strict";
import { LabsError } from "../../../src/base/errors";
import type { SourceText } from "../../../src/protocol/sourceText";
import { EngineTaskError } from "../../../src/views/failure";
import { until } from "../../support/until";
import { forEachBackend } from "../conformance/backends";
import { testClusters } from "../conformance/testCluster";
import { TestViews } from "./testViews";

forEachBackend("direct view", (backend) => {
  const start = testClusters(backend);
  const { code, filename } = backend;
  const source = (text: string, firstLine = 0): SourceText => ({ code: text, filename, firstLine });
  const firstOnly = (then: string, otherwise: string) =>
    backend.id !== "node"
      ? `if engine_id == 0:\n    ${then}\nelse:\n    ${otherwise}`
      : `if (engine_id === 0) { ${then} } else { ${otherwise} }`;

  it("executes on every engine; the outcomes are in its order", async () => {
    const views = new TestViews(await start(3));
    const outcomes = await views.direct.execute(source("engine_id"), true);
    assert.deepEqual(
      outcomes.map(({ engine, status, result }) => [engine, status, result?.text]),
      [
        [0, "ok", "0"],
        [1, "ok", "1"],
        [2, "ok", "2"],
      ],
    );
  });

  it("executes on its targets only, in their order", async () => {
    const cluster = await start(3);
    const views = new TestViews(cluster, [2, 0]);
    const outcomes = await views.direct.execute(source("engine_id"), true);
    assert.deepEqual(
      outcomes.map(({ result }) => result?.text),
      ["2", "0"],
    );
    assert.equal(cluster.engine(1).info.state, "stopped", "an engine that is not asked does not start");
  });

  it("refuses a target that is not there", async () => {
    const cluster = await start(2);
    assert.throws(
      () => new TestViews(cluster, [2]),
      (error) => error instanceof LabsError && error.code === "no-such-engine",
    );
  });

  it("keeps one engine's error beside the others' results", async () => {
    const views = new TestViews(await start(2));
    const outcomes = await views.direct.execute(source(firstOnly(code.raise("only here"), "1")), true);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ["error", "ok"],
    );
    assert.equal(outcomes[0]?.error?.message, "only here");
  });

  it("applies a function with values and named values", async () => {
    const views = new TestViews(await start(2));
    const add =
      backend.id !== "node"
        ? "def add(a, *, b): return a + b + engine_id"
        : "function add(a, { b }) { return a + b + engine_id; }";
    await views.direct.execute(source(add), false);
    const values = await views.direct.apply("add", [40], { b: 2 });
    assert.deepEqual(values, [
      { kind: "json", value: 42 },
      { kind: "json", value: 43 },
    ]);
  });

  it("pushes the same to all and pulls from each", async () => {
    const views = new TestViews(await start(2));
    await views.direct.push({ x: [1, { y: "z" }], n: null });
    assert.deepEqual(await views.direct.pull("x"), [
      { kind: "json", value: [1, { y: "z" }] },
      { kind: "json", value: [1, { y: "z" }] },
    ]);
    assert.deepEqual(await views.direct.pull("n"), [
      { kind: "json", value: null },
      { kind: "json", value: null },
    ]);
  });

  it("writes large bytes once for all engines, and removes them", async () => {
    const views = new TestViews(await start(2));
    await views.direct.push({ x: new Uint8Array(3_000_000) });
    assert.deepEqual(views.files(), []);
    const outcomes = await views.direct.execute(source(backend.id !== "node" ? "len(x)" : "x.length"), true);
    assert.deepEqual(
      outcomes.map(({ result }) => result?.text),
      ["3000000", "3000000"],
    );
  });

  it("leaves a value that came from an engine for another time", async () => {
    const cluster = await start(3);
    const views = new TestViews(cluster);
    await views.direct.execute(source(code.makeLargeOpaque("x")), true);
    const [value] = await new TestViews(cluster, [0]).direct.pull("x");
    assert.ok(value?.kind === "opaque" && "file" in value.payload);
    for (const engine of [1, 2]) {
      await new TestViews(cluster, [engine]).direct.push({ y: value });
      assert.equal(await cluster.value(code.isLargeOpaque("y"), engine), code.yes);
    }
  });

  it("says which value cannot be sent", async () => {
    const views = new TestViews(await start(1));
    await assert.rejects(views.direct.push({ ok: 1, bad: { n: Number.NaN } }), /bad cannot be sent/);
    await assert.rejects(views.direct.apply("f", [1, Number.POSITIVE_INFINITY]), /argument 2 cannot be sent/);
  });

  for (const [items, engines] of [
    [[], 3],
    [[1], 3],
    [[1, 2, 3, 4, 5, 6, 7, 8], 3],
  ] as const) {
    it(`scatters ${items.length} items over ${engines} engines and gathers them in order`, async () => {
      const views = new TestViews(await start(engines));
      await views.direct.scatter("part", items);
      const parts = await views.direct.pull("part");
      const sizes = parts.map((part) =>
        part.kind === "json" && Array.isArray(part.value) ? part.value.length : -1,
      );
      assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, `${sizes}`);
      assert.deepEqual(
        sizes,
        sizes.toSorted((a, b) => b - a),
      );
      assert.deepEqual(await views.direct.gather("part"), items);
    });
  }

  it("cannot gather what is no list, and says where", async () => {
    const cluster = await start(2);
    const views = new TestViews(cluster);
    await views.direct.scatter("part", [1, 2]);
    await new TestViews(cluster, [1]).direct.push({ part: 3 });
    await assert.rejects(views.direct.gather("part"), /part on engine 1 is not a list of plain data/);
  });

  it("resets", async () => {
    const views = new TestViews(await start(2));
    await views.direct.push({ x: 1 });
    await views.direct.reset();
    await assert.rejects(views.direct.pull("x"), EngineTaskError);
  });

  it("names the engine of the first failure, with its traceback", async () => {
    const views = new TestViews(await start(2));
    const fails =
      backend.id !== "node"
        ? "def fails():\n    if engine_id == 1: raise ValueError('only here')"
        : "function fails() {\n if (engine_id === 1) throw new RangeError('only here'); }";
    await views.direct.execute(source(fails, 10), false);
    await assert.rejects(views.direct.apply("fails"), (error) => {
      assert.ok(error instanceof EngineTaskError);
      assert.equal(error.engine, 1);
      assert.equal(error.kind, "task");
      assert.equal(error.message, `engine 1: ${code.errorName}: only here`);
      assert.equal(error.taskError?.line, 12);
      return true;
    });
  });

  it("names an engine that died under a call", async () => {
    const views = new TestViews(await start(2));
    await views.direct.execute(
      source(
        backend.id !== "node" ? `def dies():\n    ${code.exit(5)}` : `function dies() { ${code.exit(5)} }`,
      ),
      false,
    );
    await assert.rejects(views.direct.apply("dies"), (error) => {
      assert.ok(error instanceof EngineTaskError);
      assert.equal(error.kind, "crash");
      assert.equal(error.message, "engine 0 exited (status 5)");
      return true;
    });
  });

  it("ends what runs too long with status timeout, and keeps the others' results", async () => {
    const cluster = await start(2);
    const views = new TestViews(cluster);
    await views.direct.push({ x: 7 });
    const outcomes = await views.direct.execute(source(firstOnly(code.loop, "1")), true, {
      timeoutSeconds: 0.5,
    });
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ["timeout", "ok"],
    );
    assert.equal(views.tasks.find(({ engine, records }) => engine === 0 && records === 0)?.status, "ok");
    assert.equal(views.tasks.at(-2)?.status, "timeout");
    assert.equal(await cluster.value("x"), "7", "the namespace is kept");
  });

  it("tells who ignores the timeout's interrupt; once stopped, it counts as timeout", async () => {
    const views = new TestViews(await start(1));
    const told: number[] = [];
    const [outcome] = await views.direct.execute(source(code.stubborn), true, {
      timeoutSeconds: 0.2,
      onNotStopping: (engine) => {
        told.push(engine.info.id);
        void engine.stop();
      },
    });
    assert.deepEqual(told, [0]);
    assert.equal(outcome?.status, "timeout");
  });

  it("is interrupted by an AbortSignal", async () => {
    const cluster = await start(2);
    const views = new TestViews(cluster);
    const controller = new AbortController();
    const executed = views.direct.execute(source([code.print("ready"), code.loop].join("\n")), true, {
      signal: controller.signal,
    });
    await until("both engines to run", () => views.run.snapshot().outputs.length === 2);
    controller.abort();
    const outcomes = await executed;
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ["interrupted", "interrupted"],
    );
    const aborted = views.direct.apply("f", [], {}, { signal: controller.signal });
    await assert.rejects(aborted, (error) => error instanceof LabsError && error.kind === "cancelled");
  });

  it("records tasks with their label, and times in order", async () => {
    const views = new TestViews(await start(2));
    const before = Date.now();
    await views.direct.execute(source(code.printMany(10_000)), true, { label: "Count words" });
    const after = Date.now();
    assert.equal(views.tasks.length, 2);
    for (const { submitted, started, completed, received, label, status, ...rest } of views.tasks) {
      assert.equal(label, "Count words");
      assert.equal(status, "ok");
      assert.ok(started !== undefined && completed !== undefined && received !== undefined);
      // Host and engine have clocks of different make on one machine.
      const order = [before, submitted, started, completed, received, after];
      for (const [at, time] of order.slice(1).entries()) assert.ok(time >= (order[at] ?? 0) - 5, `${order}`);
      assert.ok(rest.cpuSeconds > 0);
    }
    const { metrics, engines } = views.run.record();
    assert.equal(engines.length, 2);
    assert.ok(metrics.wall > 0 && metrics.serial > 0 && metrics.speedup !== null && metrics.speedup > 0);
    assert.ok(metrics.speedup <= 2.5, `${metrics.speedup}`);
  });

  it("puts output, displays and the result into the run, in order", async () => {
    const views = new TestViews(await start(1));
    await views.direct.execute(source(code.rich), true);
    await views.direct.execute(source([code.displayRich, "engine_count"].join("\n")), true);
    const [output] = views.run.snapshot().outputs;
    const kinds = (output?.items ?? []).map((item) => (item.kind === "text" ? item.text : item.kind));
    assert.deepEqual(kinds, ["result", "before\n", "display", "after\n", "result"]);
  });

  it("leaves no task open when an engine cannot start", async () => {
    const views = new TestViews(await start(1, { executable: "/nowhere/interpreter" }));
    await assert.rejects(
      views.direct.execute(source("1"), true),
      (error) => error instanceof LabsError && error.code === "engine-start",
    );
    assert.deepEqual(
      views.tasks.map(({ status }) => status),
      ["died"],
    );
  });
});
