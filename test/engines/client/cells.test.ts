import assert from "node:assert/strict";
import { copyFileSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cluster } from "../../../src/engines/cluster";
import { createClient } from "../../../src/engines/createEngines";
import type { CallEvent } from "../../../src/protocol/engineCalls";
import { CLIENT } from "../../../src/protocol/remote";
import { Run } from "../../../src/runs/run";
import { ClientView } from "../../../src/views/clientView";
import { builtFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { type IpCluster, startIpCluster } from "../../support/ipcluster";
import { findIpyparallel } from "../../support/ipyparallel";
import { skip } from "../../support/skip";
import { until } from "../../support/until";

const TIMEOUT = Number(process.env["LABS_TIMEOUT"] ?? 180_000);

describe("Client cells", function () {
  this.timeout(TIMEOUT);
  let cluster: IpCluster;
  let client: Cluster;

  before(async function () {
    const python = await findIpyparallel();
    if (!python) skip(this, "no Python here has ipyparallel");
    cluster = await startIpCluster(python, 4);
    client = createClient(options(), builtFolder());
  });
  after(async () => {
    await client?.stop();
    await cluster?.stop();
  });

  const options = () => ({
    executable: cluster.executable,
    cwd: realpathSync(tmpdir()),
    outputLimit: 1 << 20,
    env: cluster.env,
    address: { connectionFile: cluster.connectionFile },
  });

  /** Runs a cell and tells what landed where, by engine. */
  async function run(code: string, of = client) {
    const run = new Run({
      kind: "run",
      backend: "ipyparallel",
      source: { filename: "/lessons/cells.py", title: "cell", language: "python" },
      outputLimit: 1 << 20,
    });
    const [engine] = of.engines;
    assert.ok(engine);
    const outcome = await new ClientView(engine, run).execute({
      code,
      filename: "/lessons/cells.py",
      firstLine: 10,
    });
    run.finish();
    const { record, outputs } = run.snapshot();
    const text = (id: number) =>
      (outputs.find(({ engine }) => engine === id)?.items ?? [])
        .flatMap((item) => {
          if (item.kind === "text") return [item.text];
          return item.kind === "error" ? [`${item.error.name}: ${item.error.message}`] : [item.value.text];
        })
        .join("");
    return { outcome, record, outputs, text, value: outcome.result?.text };
  }

  it("has a client, a direct view and a load-balanced view", async () => {
    const { value, outcome } = await run("(len(rc.ids), len(dview), type(lview).__name__)");
    assert.deepEqual(outcome.error, undefined);
    assert.equal(value, "(4, 4, 'LoadBalancedView')");
  });

  it("shows what %%px prints with the engines", async () => {
    const { text, outcome, record } = await run(
      "%%px --targets 1,3\nimport os\nprint('engine', os.getpid() > 1)\n6 * 7",
    );
    assert.deepEqual(outcome.error, undefined);
    assert.equal(text(1), "engine True\n42");
    assert.equal(text(3), "engine True\n42");
    assert.equal(text(0), "");
    assert.equal(text(CLIENT), "");
    assert.deepEqual(record.tasks.map(({ engine, status }) => [engine, status]).sort(), [
      [CLIENT, "ok"],
      [1, "ok"],
      [3, "ok"],
    ]);
  });

  it("loses nothing of what engines print at once", async () => {
    for (let round = 0; round < 30; round++) {
      const { text } = await run(`%px print(${round})`);
      for (const engine of [0, 1, 2, 3]) assert.equal(text(engine), `${round}\n`, `engine ${engine}`);
    }
  });

  it("tells when engines did what they were asked, by ipyparallel's own times", async () => {
    const { record, value } = await run("dview.apply_sync(lambda n: sum(range(n)), 200_000)[0]");
    assert.equal(value, String((200_000 * 199_999) / 2));
    const [cell, ...tasks] = record.tasks;
    assert.deepEqual(tasks.map(({ engine }) => engine).sort(), [0, 1, 2, 3]);
    for (const task of tasks) {
      assert.ok(task.submitted >= (cell?.submitted ?? Infinity));
      assert.ok((task.completed ?? 0) > (task.started ?? Infinity));
    }
    assert.equal(record.metrics.speedup === null, false);
    assert.ok(record.metrics.serial < record.metrics.wall * 4);
  });

  it("keeps names from cell to cell, and has the user's own lines in errors", async () => {
    await run("kept = 5");
    const { outcome } = await run("\n\nkept / 0");
    assert.equal(outcome.error?.name, "ZeroDivisionError");
    assert.equal(outcome.error?.line, 13);
    assert.match(outcome.error?.traceback ?? "", /kept \/ 0/);
  });

  it("puts engines' errors with the engines", async () => {
    const { outcome, text } = await run("%px 1 / (engine_of := 0)");
    assert.equal(outcome.status, "error");
    assert.equal(outcome.error?.name, "CompositeError");
    assert.match(text(2), /ZeroDivisionError/);
  });

  it("shows pictures with the engines that drew them", async () => {
    const { outputs } = await run(
      "%%px --targets 0\nimport matplotlib\nmatplotlib.use('agg')\n%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);",
    );
    const pictures = outputs.flatMap(({ engine, items }) =>
      items.flatMap((item) => (item.kind === "display" && item.value.png ? [engine] : [])),
    );
    assert.deepEqual(pictures, [0]);
  });

  it("does not wait for %%px --noblock, and %pxresult tells what came of it", async () => {
    const first = await run("%%px --noblock\nimport time\ntime.sleep(0.3)\nprint('late')");
    assert.equal(first.text(0), "");
    const second = await run("%pxresult");
    assert.equal(second.text(0), "late\n");
  });

  it("sends everything to the engines between %autopx and %autopx", async () => {
    await run("%autopx");
    const { text } = await run("here = 'there'\nprint(here)");
    assert.equal(text(3), "there\n");
    await run("%autopx");
    assert.equal((await run("'here' in globals()")).value, "False");
  });

  it("makes Client() a client of the chosen cluster", async () => {
    const { value, outcome } = await run("from ipyparallel import Client\nother = Client()\nother.ids");
    assert.deepEqual(outcome.error, undefined);
    assert.equal(value, "[0, 1, 2, 3]");
  });

  it("stops the engines, too, when it is interrupted", async () => {
    const stop = new AbortController();
    const [engine] = client.engines;
    const sleeping = engine?.call(
      {
        op: "execute",
        main: true,
        code: "dview.execute('import time; time.sleep(60)', block=True)",
        filename: "/a.py",
        firstLine: 0,
      },
      { signal: stop.signal },
    );
    await until("the engines have been asked", () => engine?.info.state === "busy");
    stop.abort();
    assert.equal((await sleeping)?.status, "interrupted");
    assert.equal((await run("dview.apply_sync(lambda: 1)")).value, "[1, 1, 1, 1]");
  });

  it("stops no work of other clients", async () => {
    const begun = await run(
      "import time\nfrom ipyparallel import Client\ntheirs = Client()[1].apply_async(time.sleep, 4)\n" +
        "while not theirs.ready() and rc.queue_status(1)['queue'] == 0: time.sleep(0.05)",
    );
    assert.deepEqual(begun.outcome.error, undefined);
    const stop = new AbortController();
    const cell = {
      ...({ op: "execute", main: true, filename: "/a.py", firstLine: 0 } as const),
      code: "mine = rc[0].apply_async(time.sleep, 60)\nprint('sent')\nmine.get()",
    };
    const onEvent = ({ type }: CallEvent) => type === "output" && stop.abort();
    const outcome = await client.engines[0]?.call(cell, { signal: stop.signal, onEvent });
    assert.equal(outcome?.status, "interrupted");
    const { value, outcome: after } = await run(
      "theirs.wait(60)\nmine.wait(60)\n(theirs.successful(), mine.successful())",
    );
    assert.deepEqual(after.error, undefined);
    assert.equal(value, "(True, False)");
  });

  it("tells once what engines print, also where the cluster was looked for in vain before", async () => {
    const folder = temporaryFolder("parallel-labs-late-");
    const connectionFile = join(folder.path, "ipcontroller-client.json");
    const late = createClient({ ...options(), address: { connectionFile } }, builtFolder());
    try {
      assert.equal((await run("1", late)).outcome.status, "error");
      copyFileSync(cluster.connectionFile, connectionFile);
      const { text, record } = await run("%px print('here')", late);
      assert.equal(text(2), "here\n");
      assert.equal(record.tasks.filter(({ engine }) => engine === 2).length, 1);
    } finally {
      await late.stop();
      folder.remove();
    }
  });

  it("says what to do where no cluster answers", async () => {
    const lonely = createClient(
      { ...options(), address: { connectionFile: "/nowhere/ipcontroller-client.json" } },
      builtFolder(),
    );
    const outcome = await lonely.engines[0]?.call({
      op: "execute",
      main: true,
      code: "1",
      filename: "/a.py",
      firstLine: 0,
    });
    await lonely.stop();
    assert.match(
      outcome?.error?.message ?? "",
      /No ipyparallel cluster answered .*start one, or choose another/,
    );
  });
});
