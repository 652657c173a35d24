import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { LabsError } from "../../../src/base/errors";
import type { Json } from "../../../src/protocol/values";
import { EngineTaskError } from "../../../src/views/failure";
import { temporaryFolder } from "../../support/cleanUp";
import { until } from "../../support/until";
import { forEachBackend } from "../conformance/backends";
import { killEngine, type TestCluster, testClusters } from "../conformance/testCluster";
import { mapFunctions } from "./mapFunctions";
import { TestViews } from "./testViews";

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

forEachBackend("load-balanced view", (backend) => {
  const start = testClusters(backend);
  const functions = mapFunctions[backend.id === "node" ? "node" : "python"];
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-map-");
  });
  afterEach(() => folder.remove());

  /** Views on a cluster whose engines all have the functions; `folder` is theirs to leave files in. */
  async function prepare(cluster: TestCluster): Promise<TestViews> {
    const views = new TestViews(cluster);
    const source = { code: functions, filename: backend.filename, firstLine: 0 };
    for (const { status, error } of await views.direct.execute(source, false)) {
      assert.equal(status, "ok", error?.traceback);
    }
    await views.direct.push({ folder: folder.path });
    return new TestViews(cluster);
  }

  it("gives results in the items' order", async () => {
    const views = await prepare(await start(3));
    assert.deepEqual(
      await views.balanced.map("square", upTo(1000)),
      upTo(1000).map((x) => x * x),
    );
  });

  it("of no items gives no results and has no tasks", async () => {
    const views = await prepare(await start(2));
    assert.deepEqual(await views.balanced.map("square", []), []);
    assert.deepEqual(await views.balanced.map("square", [], { chunkSize: 5 }), []);
    assert.deepEqual(views.tasks, []);
  });

  it("makes few tasks of many tiny items", async () => {
    const views = await prepare(await start(2));
    const items = upTo(20_000);
    await views.balanced.map("square", items);
    assert.ok(views.tasks.length < 500, `${views.tasks.length} tasks`);
    assert.equal(
      views.tasks.reduce((sum, { records }) => sum + records, 0),
      20_000,
    );
  });

  it("makes one task of each long item", async () => {
    const views = await prepare(await start(2));
    await views.balanced.map("slow", upTo(8));
    assert.deepEqual(
      views.tasks.map(({ records }) => records),
      upTo(8).map(() => 1),
    );
    assert.deepEqual(
      [...new Set(views.tasks.map(({ engine }) => engine))].sort(),
      [0, 1],
      "both engines worked",
    );
  });

  it("makes tasks of the size that was asked for", async () => {
    const views = await prepare(await start(2));
    await views.balanced.map("square", upTo(25), { chunkSize: 10 });
    const records = views.tasks.map((task) => task.records).sort((a, b) => a - b);
    assert.deepEqual(records, [5, 10, 10]);
    assert.ok(
      views.tasks.every(({ phase, status, attempt }) => phase === "map" && status === "ok" && attempt === 1),
    );
  });

  for (const chunkSize of [0, -1, 1.5, Number.NaN]) {
    it(`refuses a chunk size of ${chunkSize}`, async () => {
      const views = await prepare(await start(1));
      await assert.rejects(
        views.balanced.map("square", [1], { chunkSize }),
        (error) => error instanceof LabsError && error.code === "wrong-usage",
      );
    });
  }

  it("equals a plain map, whatever the items and the size of tasks", async () => {
    const views = await prepare(await start(3));
    const item = fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x)),
      fc.string({ unit: "grapheme" }),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.oneof(fc.integer(), fc.string()), { maxLength: 4 }),
      fc.dictionary(
        fc.string({ minLength: 1 }).filter((key) => key !== "__proto__"),
        fc.integer(),
        { maxKeys: 3 },
      ),
    );
    const size = fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 200 }), size, async (items, chunkSize) => {
        const given = JSON.parse(JSON.stringify(items)) as Json[];
        const results = await views.balanced.map("pair", given, chunkSize === undefined ? {} : { chunkSize });
        assert.deepEqual(
          results,
          given.map((one) => [one, "seen"]),
        );
      }),
      { numRuns: 100 },
    );
  });

  it("gives back numbers that JSON has not", async () => {
    const views = await prepare(await start(2));
    const results = await views.balanced.map("odd_number", ["nan", "inf", "-inf", "one"]);
    assert.deepEqual(results, [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      [1, Number.NaN],
    ]);
  });

  it("stops at the first error, and names the item and its engine", async () => {
    const views = await prepare(await start(2));
    await assert.rejects(views.balanced.map("picky", upTo(10_000), { chunkSize: 1 }), (error) => {
      assert.ok(error instanceof EngineTaskError);
      // Which of 13, 26 … is met first is the engines' matter.
      assert.match(error.message, /^item (\d+) on engine [01]: \w+Error: not \1$/);
      assert.equal(error.taskError?.filename, backend.filename);
      return true;
    });
    assert.ok(views.tasks.length < 10_000, "it went on to the end");
    assert.ok(views.tasks.every(({ status }) => status !== "pending"));
  });

  it("tries every item when told to, and names all that failed", async () => {
    const views = await prepare(await start(2));
    await assert.rejects(views.balanced.map("picky", upTo(100), { errors: "all", chunkSize: 9 }), (error) => {
      assert.ok(error instanceof AggregateError);
      assert.equal(error.message, "7 of 100 items failed");
      const items = error.errors.map(({ message }) => /^item (\d+) on engine/.exec(message)?.[1]);
      assert.deepEqual(items, ["13", "26", "39", "52", "65", "78", "91"]);
      return true;
    });
    assert.equal(
      views.tasks.reduce((sum, { records }) => sum + records, 0),
      100,
    );
  });

  it("says which result cannot be sent", async () => {
    const views = await prepare(await start(2));
    await assert.rejects(views.balanced.map("unsendable", [1, 2, 3], { errors: "all" }), (error) => {
      assert.ok(error instanceof AggregateError);
      const [only, more] = error.errors;
      assert.equal(more, undefined);
      assert.match(only.message, /^item 1 on engine [01]: .*unsendable/);
      return true;
    });
  });

  it("fails for a function that is not there, and leaves no task open", async () => {
    const views = await prepare(await start(2));
    await assert.rejects(views.balanced.map("nowhere", upTo(100), { chunkSize: 3 }), /nowhere/);
    assert.ok(views.tasks.length > 0);
    assert.ok(views.tasks.every(({ status }) => status === "error" || status === "interrupted"));
  });

  it("gives the items of an engine that was killed to the others, with the right results", async () => {
    const cluster = await start(3);
    const views = await prepare(cluster);
    const mapped = views.balanced.map("wait_for_go", upTo(30));
    await until("all engines to be at work", () => readdirSync(folder.path).length === 3);
    killEngine(cluster.engine(1));
    await until("the death to be known", () => cluster.engine(1).info.restarts === 1);
    writeFileSync(join(folder.path, "go"), "");
    assert.deepEqual(
      await mapped,
      upTo(30).map((x) => x * x),
    );
    const again = views.tasks.filter(({ attempt }) => attempt === 2);
    assert.equal(again.length, 1);
    assert.notEqual(again[0]?.engine, 1);
    assert.deepEqual(
      views.tasks.filter(({ status }) => status === "died").map(({ engine }) => engine),
      [1],
    );
  });

  it("also when the others had nothing left to do", async () => {
    const cluster = await start(2);
    const views = await prepare(cluster);
    // One item each; the one that waits is taken over after the other engine has long been done.
    const mapped = views.balanced.map("first_waits", [0, 1], { chunkSize: 1 });
    const waiting = await until(
      "an engine to wait",
      () => /^waits-(\d)$/.exec(readdirSync(folder.path)[0] ?? "")?.[1],
    );
    await until("the other to be done", () => views.tasks.some(({ status }) => status === "ok"));
    writeFileSync(join(folder.path, "go"), "");
    killEngine(cluster.engine(Number(waiting)));
    assert.deepEqual(await mapped, [0, 1]);
  });

  it("fails when an item kills every engine that tries it", async () => {
    const cluster = await start(3);
    const views = await prepare(cluster);
    await assert.rejects(views.balanced.map("killer", upTo(20), { chunkSize: 1, retries: 1 }), (error) => {
      assert.ok(error instanceof EngineTaskError);
      assert.equal(error.kind, "crash");
      assert.match(error.message, /^engine \d exited \(status 9\)$/);
      return true;
    });
    const most = Math.max(...views.tasks.map(({ attempt }) => attempt));
    // Of an engine that dies as it begins, ipyparallel's scheduler tells only when that was the last attempt.
    assert.ok(backend.id === "ipyparallel" ? most <= 2 : most === 2, `attempt ${most}`);
    assert.ok(views.tasks.every(({ status }) => status !== "pending"));
  });

  it("fails when no engine is left", async () => {
    const views = await prepare(await start(1));
    await assert.rejects(
      views.balanced.map("killer", upTo(5)),
      (error) => error instanceof EngineTaskError && error.kind === "crash",
    );
  });

  it("can be cancelled, and keeps the namespaces", async () => {
    const cluster = await start(2);
    const views = await prepare(cluster);
    const controller = new AbortController();
    const mapped = views.balanced.map("wait_for_go", upTo(10), { signal: controller.signal });
    await until("both engines to be at work", () => readdirSync(folder.path).length === 2);
    controller.abort();
    await assert.rejects(mapped, (error) => error instanceof LabsError && error.kind === "cancelled");
    assert.deepEqual(
      views.tasks.map(({ status }) => status),
      ["interrupted", "interrupted"],
    );
    assert.deepEqual(await views.balanced.map("square", [3]), [9]);
  });

  it("tells how far it is", async () => {
    const views = await prepare(await start(2));
    const told: [number, number][] = [];
    await views.balanced.map("square", upTo(50), {
      chunkSize: 10,
      onProgress: (done, total) => told.push([done, total]),
    });
    assert.deepEqual(told, [
      [10, 50],
      [20, 50],
      [30, 50],
      [40, 50],
      [50, 50],
    ]);
  });

  it("applies a function to one item on any engine", async () => {
    const views = await prepare(await start(2));
    assert.equal(await views.balanced.apply("square", 12), 144);
  });

  it("keeps what the functions print with their tasks", async () => {
    const views = await prepare(await start(2));
    await views.balanced.map("prints", upTo(10));
    const texts = views.run
      .snapshot()
      .outputs.flatMap(({ items }) => items.map((item) => (item.kind === "text" ? item.text : "")));
    const lines = texts.join("").trim().split("\n").sort();
    assert.deepEqual(
      lines,
      upTo(10).map((x) => `item ${x}`),
    );
  });

  it("records when each task ran", async () => {
    const views = await prepare(await start(2));
    await views.balanced.map("slow", upTo(6));
    for (const { submitted, started, completed, received } of views.tasks) {
      assert.ok(started !== undefined && completed !== undefined && received !== undefined);
      assert.ok(submitted <= started + 5 && started <= completed && completed <= received + 5);
      assert.ok(completed - started >= 40, "an item takes 50 ms");
    }
  });
});
