import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { LabsError } from "../../../src/base/errors";
import type { Piece } from "../../../src/views/pieceQueue";
import { temporaryFolder } from "../../support/cleanUp";
import { until } from "../../support/until";
import { forEachBackend } from "../conformance/backends";
import { killEngine, type TestCluster, testClusters } from "../conformance/testCluster";
import { TestViews } from "./testViews";

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

forEachBackend("cells on free engines", (backend) => {
  const start = testClusters(backend);
  const { code: words } = backend;
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-cells-");
  });
  afterEach(() => folder.remove());

  const cell = (title: string, code: string, more: Partial<Piece> = {}): Piece => ({
    ...{ title, code, filename: backend.filename, firstLine: 0 },
    ...more,
  });
  const file = (name: string) => join(folder.path, name);
  const letGo = (name: string) => writeFileSync(file(name), "");
  /** A cell that says that it is at work and goes on once a file is there. */
  const waiting = (title: string, name = "go", more: Partial<Piece> = {}) =>
    cell(title, `${words.print(`${title} waits`)}\n${words.waitFor(file(name))}`, more);

  const started = async (count: number): Promise<[TestCluster, TestViews]> => {
    const cluster = await start(count);
    await cluster.cluster.start();
    return [cluster, new TestViews(cluster)];
  };

  /** Waits until a cell has said that it waits; answers its engine. */
  const atWork = (views: TestViews, title: string) =>
    until(
      `${title} to be at work`,
      () =>
        views.run
          .snapshot()
          .outputs.find(({ items }) =>
            items.some((item) => item.kind === "text" && item.text.includes(`${title} waits`)),
          )?.engine,
      () => views.tasks,
    );

  const taskOf = (views: TestViews, title: string) => {
    const task = views.tasks.find(({ label }) => label === title);
    assert.ok(task, `${title} has a task`);
    return task;
  };

  it("runs each once, handed out in their order, and tells what became of each in its place", async () => {
    const [, views] = await started(2);
    const titles = upTo(7).map((at) => `cell ${at}`);
    const told: [number, number][] = [];
    const outcomes = await views.balanced.executeEach(
      titles.map((title, at) => cell(title, `${words.print(title)}\n${at} * 10`)),
      { onProgress: (done, total) => told.push([done, total]) },
    );
    assert.deepEqual(
      outcomes.map(({ title, status, result }) => [title, status, result?.text]),
      titles.map((title, at) => [title, "ok", String(at * 10)]),
    );
    const handedOut = [...views.tasks].sort((a, b) => a.submitted - b.submitted);
    assert.deepEqual(
      handedOut.map(({ label, phase, attempt }) => [label, phase, attempt]),
      titles.map((title) => [title, "run", 1]),
    );
    const { outputs } = views.run.snapshot();
    for (const { engine, task, title } of outcomes) {
      const own = outputs
        .find((output) => output.engine === engine)
        ?.items.filter((item) => item.task === task);
      const text = own?.map((item) => (item.kind === "text" ? item.text : "")).join("");
      assert.equal(text, `${title}\n`, "what a cell printed is of its task");
    }
    assert.deepEqual(
      told,
      upTo(7).map((at) => [at + 1, 7]),
    );
  });

  it("runs as many at the same time as there are engines", async () => {
    const [, views] = await started(2);
    const ran = views.balanced.executeEach([waiting("one"), waiting("two"), cell("three", "3")]);
    const engines = [await atWork(views, "one"), await atWork(views, "two")];
    letGo("go");
    await ran;
    assert.deepEqual(engines.sort(), [0, 1]);
    const [one, two] = [taskOf(views, "one"), taskOf(views, "two")];
    assert.ok((one.started ?? 0) < (two.completed ?? 0) && (two.started ?? 0) < (one.completed ?? 0));
    const three = taskOf(views, "three");
    const first = Math.min(one.received ?? Infinity, two.received ?? Infinity);
    assert.ok(three.submitted >= first, "the third waits for an engine that is free");
  });

  it("gives the next to whichever engine is free, while another is at a long one", async () => {
    const [, views] = await started(2);
    const short = upTo(4).map((at) => `short ${at}`);
    const ran = views.balanced.executeEach([waiting("long"), ...short.map((title) => cell(title, "1"))]);
    const busy = await atWork(views, "long");
    await until("the short ones to be done", () =>
      short.every((title) => views.tasks.some(({ label, status }) => label === title && status === "ok")),
    );
    assert.equal(taskOf(views, "long").status, "pending");
    letGo("go");
    await ran;
    assert.deepEqual([...new Set(short.map((title) => taskOf(views, title).engine))], [1 - busy]);
  });

  it("passes over an engine that is busy with another run", async () => {
    const [cluster, views] = await started(2);
    const other = new TestViews(cluster, [0]);
    const { code } = waiting("other");
    const running = other.direct.execute({ code, filename: backend.filename, firstLine: 0 }, true);
    await atWork(other, "other");
    await views.balanced.executeEach(
      upTo(3)
        .map((at) => cell(`cell ${at}`, "1"))
        .concat([cell("last", "1", { targets: [1] })]),
    );
    assert.deepEqual(
      views.tasks.map(({ engine }) => engine),
      [1, 1, 1, 1],
    );
    letGo("go");
    await running;
  });

  it("goes on after one that fails, and says where it did", async () => {
    const [, views] = await started(2);
    const outcomes = await views.balanced.executeEach([
      cell("good", "1"),
      cell("bad", `1\n${words.raise("no")}`, { firstLine: 20 }),
      cell("after", "2"),
      cell("last", "3"),
    ]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ["ok", "error", "ok", "ok"],
    );
    const { error } = outcomes[1] ?? {};
    assert.equal(error?.name, words.errorName);
    assert.equal(error?.line, 22, "the line of the file");
    assert.equal(error?.filename, backend.filename);
  });

  it("stops at the first that fails when told to", async () => {
    const [, views] = await started(2);
    const ran = views.balanced.executeEach(
      [waiting("long"), waiting("bad", "fail"), cell("never", "1")].map((one) =>
        one.title === "bad" ? { ...one, code: `${one.code}\n${words.raise("no")}` } : one,
      ),
      { errors: "first" },
    );
    await atWork(views, "long");
    await atWork(views, "bad");
    letGo("fail");
    assert.deepEqual(
      (await ran).map(({ status, engine }) => [status, engine === undefined]),
      [
        ["interrupted", false],
        ["error", false],
        ["interrupted", true],
      ],
    );
    assert.equal(views.tasks.length, 2);
  });

  it("does not try a cell again whose engine died under it, and says which it was", async () => {
    const [cluster, views] = await started(2);
    const later = upTo(3).map((at) => `later ${at}`);
    const ran = views.balanced.executeEach([
      waiting("doomed", "never"),
      waiting("long"),
      ...later.map((title) => cell(title, "1")),
    ]);
    const lost = await atWork(views, "doomed");
    const { pid } = cluster.engine(lost).info;
    await atWork(views, "long");
    killEngine(cluster.engine(lost));
    await until(
      "the engine to be replaced",
      () => cluster.engine(lost).info.state === "idle" && cluster.engine(lost).info.pid !== pid,
      () => cluster.engine(lost).info,
    );
    letGo("go");
    const outcomes = await ran;
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ["died", "ok", "ok", "ok", "ok"],
    );
    assert.match(
      outcomes[0]?.error?.message ?? "",
      /under the cell "doomed"\. It may have done part of its work/,
    );
    assert.deepEqual(
      later.map((title) => taskOf(views, title).engine),
      [1 - lost, 1 - lost, 1 - lost],
      "the new one lacks what ran on the old one before",
    );
    assert.equal(views.tasks.filter(({ label }) => label === "doomed").length, 1);
  });

  it("tries it on another engine when told to", async () => {
    const [cluster, views] = await started(2);
    const ran = views.balanced.executeEach([waiting("moved")], { retries: 1 });
    const lost = await atWork(views, "moved");
    letGo("go");
    killEngine(cluster.engine(lost));
    const [outcome] = await ran;
    // What was let go may have been through before the signal came.
    if (outcome?.engine !== lost) {
      assert.deepEqual([outcome?.status, outcome?.engine], ["ok", 1 - lost]);
      assert.deepEqual(
        views.tasks.map(({ attempt, status }) => [attempt, status]),
        [
          [1, "died"],
          [2, "ok"],
        ],
      );
    }
  });

  it("says which cells did not run when no engine is left for them", async () => {
    const [, views] = await started(1);
    const outcomes = await views.balanced.executeEach([cell("killer", words.exit(9)), cell("left", "1")]);
    assert.deepEqual(
      outcomes.map(({ status, engine }) => [status, engine]),
      [
        ["died", 0],
        ["died", undefined],
      ],
    );
    assert.match(
      outcomes[1]?.error?.message ?? "",
      /^No engine is left for the cell "left": engine 0 .* is gone\./,
    );
  });

  it("runs a cell with targets on one of these", async () => {
    const [, views] = await started(3);
    const outcomes = await views.balanced.executeEach([
      cell("any", "engine_id"),
      ...upTo(3).map((at) => cell(`two ${at}`, "engine_id", { targets: [2] })),
      ...upTo(3).map((at) => cell(`one or two ${at}`, "engine_id", { targets: [1, 2] })),
    ]);
    for (const { title, engine, result } of outcomes) {
      assert.equal(result?.text, String(engine));
      if (title.startsWith("two")) assert.equal(engine, 2);
      if (title.startsWith("one or two")) assert.ok(engine === 1 || engine === 2);
    }
  });

  it("refuses a cell that none of the engines may run", async () => {
    const [cluster] = await started(2);
    const views = new TestViews(cluster, [0]);
    await assert.rejects(
      views.balanced.executeEach([cell("any", "1"), cell("elsewhere", "1", { targets: [1] })]),
      (error) =>
        error instanceof LabsError && error.code === "wrong-usage" && error.message.includes('"elsewhere"'),
    );
    assert.deepEqual(views.tasks, []);
  });

  it("runs what all cells need on every engine first", async () => {
    const [, views] = await started(2);
    const setUp = { code: words.assign("needed", 6), filename: backend.filename, firstLine: 0 };
    const outcomes = await views.balanced.executeEach(
      upTo(4).map((at) => cell(`cell ${at}`, `needed * ${at}`)),
      { setUp },
    );
    assert.deepEqual(
      outcomes.map(({ status, result }) => [status, result?.text]),
      upTo(4).map((at) => ["ok", String(6 * at)]),
    );
    const prepared = views.tasks.filter(({ label }) => label === "(set-up)").map(({ engine }) => engine);
    assert.deepEqual(prepared.sort(), [0, 1]);
  });

  it("runs no cell where what all need fails, and says so", async () => {
    const [, views] = await started(1);
    const setUp = { code: words.raise("no data"), filename: backend.filename, firstLine: 0 };
    const [outcome] = await views.balanced.executeEach([cell("one", "1")], { setUp });
    assert.deepEqual([outcome?.status, outcome?.engine], ["error", undefined]);
    assert.match(outcome?.error?.message ?? "", /before the first cell .* engine 0 \(.*no data\).*"one"/);
    assert.equal(views.tasks.length, 1);
  });

  it("refuses cells where there is no engine at all", async () => {
    const [cluster] = await started(1);
    await assert.rejects(new TestViews(cluster, []).balanced.executeEach([cell("any", "1")]), /no engine/);
  });

  it("can be cancelled: what runs is interrupted, what waits does not begin, and names are kept", async () => {
    const [, views] = await started(2);
    await views.direct.execute(
      { code: words.assign("kept", 7), filename: backend.filename, firstLine: 0 },
      true,
    );
    const stop = new AbortController();
    const ran = views.balanced.executeEach([waiting("one"), waiting("two"), waiting("three")], {
      signal: stop.signal,
    });
    await atWork(views, "one");
    await atWork(views, "two");
    stop.abort();
    assert.deepEqual(
      (await ran).map(({ title, status, engine }) => [title, status, engine === undefined]),
      [
        ["one", "interrupted", false],
        ["two", "interrupted", false],
        ["three", "interrupted", true],
      ],
    );
    const [kept] = await views.balanced.executeEach([cell("kept", "kept")]);
    assert.equal(kept?.result?.text, "7");
  });

  it("interrupts a cell that takes longer than it may, and goes on", async () => {
    const [, views] = await started(1);
    const outcomes = await views.balanced.executeEach([cell("long", words.loop), cell("short", "1")], {
      timeoutSeconds: 0.5,
    });
    assert.equal(outcomes[0]?.status, "timeout");
    assert.ok(outcomes[1]?.engine === 0, "the next one began");
  });

  it("of no cells is nothing", async () => {
    const [, views] = await started(1);
    assert.deepEqual(await views.balanced.executeEach([]), []);
    assert.deepEqual(views.tasks, []);
  });
});
