import assert from "node:assert/strict";
import type { Cluster } from "../../../src/engines/cluster";
import { createEngines } from "../../../src/engines/createEngines";
import { Run } from "../../../src/runs/run";
import { DirectView } from "../../../src/views/directView";
import { builtFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { findIpyparallel } from "../../support/ipyparallel";
import { skip } from "../../support/skip";
import { until } from "../../support/until";

const COUNT = 3;
/** Code that is large enough for the broadcast schedulers. */
const LARGE = `#${"-".repeat(200_000)}`;
/** Whether the message that runs came through them. */
const IS_BROADCAST = "get_ipython().kernel.get_parent('shell')['metadata'].get('is_broadcast', False)";

describe("what goes the same to all engines of an ipyparallel cluster", function () {
  this.timeout(Number(process.env["LABS_TIMEOUT"] ?? 240_000));
  let cluster: Cluster;
  let here: ReturnType<typeof temporaryFolder>;
  let run: Run;

  before(async function () {
    const executable = await findIpyparallel();
    if (!executable) skip(this, "no interpreter here has ipyparallel 7.1 or newer (python3-ipyparallel)");
    here = temporaryFolder("parallel-labs-broadcast-");
    const options = { backend: "ipyparallel", count: COUNT, executable, cwd: here.path } as const;
    cluster = createEngines({ ...options, outputLimit: 1 << 20 }, builtFolder());
    await cluster.start();
  });

  beforeEach(() => {
    const source = { filename: "/lab.py", title: "", language: "python" as const };
    run = new Run({ kind: "run", backend: "ipyparallel", source, outputLimit: 1 << 20 });
  });

  after(async () => {
    await cluster?.stop();
    here?.remove();
  });

  const view = (targets?: readonly number[]) =>
    new DirectView(cluster.select(targets), run, () => cluster.temporaryFolder);
  const execute = (code: string, options = {}, targets?: readonly number[]) =>
    view(targets).execute({ code, filename: "/lab.py", firstLine: 0 }, true, options);
  const printed = () =>
    run
      .snapshot()
      .outputs.map(({ engine, items }) => [
        engine,
        items.map((item) => (item.kind === "text" ? item.text : item.kind)).join(""),
      ])
      .sort();

  it("goes to each where it is small", async () => {
    const outcomes = await execute(`(engine_id, ${IS_BROADCAST})`);
    assert.deepEqual(
      outcomes.map(({ result }) => result?.text),
      ["(0, False)", "(1, False)", "(2, False)"],
    );
  });

  it("goes through the broadcast schedulers where it is large, and engines answer for themselves", async () => {
    const outcomes = await execute(`print("I am", engine_id)\n(engine_id, ${IS_BROADCAST})\n${LARGE}`);
    assert.deepEqual(
      outcomes.map(({ result, status }) => [status, result?.text]),
      [
        ["ok", "(0, True)"],
        ["ok", "(1, True)"],
        ["ok", "(2, True)"],
      ],
    );
    assert.deepEqual(printed(), [
      [0, "I am 0\nresult"],
      [1, "I am 1\nresult"],
      [2, "I am 2\nresult"],
    ]);
  });

  it("goes to one engine directly, whatever its size", async () => {
    const [outcome] = await execute(`${IS_BROADCAST}\n${LARGE}`, {}, [1]);
    assert.equal(outcome?.result?.text, "False");
  });

  it("pushes large values, and small ones after them", async () => {
    const data = new Uint8Array(300_000).fill(7);
    await view().push({ data, name: "first" });
    await view().push({ name: "second" });
    const outcomes = await execute("(len(data), sum(data), name)");
    for (const { result } of outcomes) assert.equal(result?.text, "(300000, 2100000, 'second')");
  });

  it("fails on the engine that fails", async () => {
    const outcomes = await execute(`if engine_id == 1: raise KeyError("one")\n${LARGE}`);
    assert.deepEqual(
      outcomes.map(({ status, error }) => [status, error?.line]),
      [
        ["ok", undefined],
        ["error", 1],
        ["ok", undefined],
      ],
    );
  });

  it("streams what it prints, and can be interrupted", async () => {
    const stop = new AbortController();
    const running = execute(`import time\nprint("up", engine_id)\nwhile True: time.sleep(0.01)\n${LARGE}`, {
      signal: stop.signal,
    });
    await until("all to print", () => printed().length === COUNT);
    stop.abort();
    assert.deepEqual(
      (await running).map(({ status }) => status),
      ["interrupted", "interrupted", "interrupted"],
    );
    const outcomes = await execute(`engine_id\n${LARGE}`);
    assert.deepEqual(
      outcomes.map(({ result }) => result?.text),
      ["0", "1", "2"],
    );
  });

  it("ends on an engine that dies, and on the others as it does there", async () => {
    const running = execute(`import os\nif engine_id == 2: os._exit(3)\nengine_id\n${LARGE}`);
    const outcomes = await running;
    assert.deepEqual(
      outcomes.map(({ status, result }) => [status, result?.text]),
      [
        ["ok", "0"],
        ["ok", "1"],
        ["died", undefined],
      ],
    );
  });
});
