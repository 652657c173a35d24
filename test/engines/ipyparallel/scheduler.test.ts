import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LabsError } from "../../../src/base/errors";
import type { Cluster } from "../../../src/engines/cluster";
import { createEngines } from "../../../src/engines/createEngines";
import type { Engine } from "../../../src/engines/engine";
import type { ScheduledOutcome, Scheduler, SubmitOptions } from "../../../src/engines/scheduler";
import type { CallEvent } from "../../../src/protocol/engineCalls";
import { Run } from "../../../src/runs/run";
import { DirectView } from "../../../src/views/directView";
import { LoadBalancedView } from "../../../src/views/loadBalancedView";
import { builtFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { findIpyparallel } from "../../support/ipyparallel";
import { runningProcesses, signal } from "../../support/processTree";
import { skip } from "../../support/skip";
import { until } from "../../support/until";
import { mapFunctions } from "../views/mapFunctions";
import { IpyCluster } from "./ipyCluster";
import { PlainClient } from "./plainClient";

const FILENAME = "/lessons/lab.py";
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);
/** What ipyparallel's scheduler was told with the task that runs. */
const TOLD = "get_ipython().kernel.get_parent('shell')['metadata']";

describe("ipyparallel's own scheduler", function () {
  this.timeout(Number(process.env["LABS_TIMEOUT"] ?? 240_000));
  let ipy: IpyCluster;
  let cluster: Cluster;
  let here: ReturnType<typeof temporaryFolder>;
  let python: string;
  const others: PlainClient[] = [];

  before(async function () {
    const found = await findIpyparallel();
    if (!found) skip(this, "no interpreter here has ipyparallel 7.1 or newer (python3-ipyparallel)");
    python = found;
  });

  beforeEach(() => {
    here = temporaryFolder("parallel-labs-scheduler-");
    ipy = new IpyCluster(python);
  });

  afterEach(async () => {
    for (const other of others.splice(0)) other.end();
    await cluster?.stop();
    ipy?.end();
    here?.remove();
  });

  /** A cluster that others started, whose engines know the functions that tests map. */
  async function connected(count: number, controllerOptions: readonly string[] = []): Promise<Scheduler> {
    await ipy.controller(undefined, controllerOptions);
    for (const _ of upTo(count)) await ipy.engine();
    const address = { connectionFile: ipy.clientFile };
    return prepared({ count: 0, address }, count);
  }

  async function prepared(options: object, count: number): Promise<Scheduler> {
    const common = { backend: "ipyparallel", count, executable: python, cwd: here.path } as const;
    cluster = createEngines({ ...common, outputLimit: 1 << 20, ...options }, builtFolder());
    await cluster.ready();
    await until(`${count} engines`, () => cluster.engines.length === count);
    await Promise.all(cluster.engines.map(learn));
    const scheduler = cluster.scheduler();
    assert.ok(scheduler);
    return scheduler;
  }

  /** Has an engine know the functions, and where they may leave files. */
  async function learn(engine: Engine): Promise<void> {
    const source = { code: mapFunctions.python, filename: FILENAME, firstLine: 0 };
    const view = new DirectView([engine], newRun(), () => cluster.temporaryFolder);
    const [outcome] = await view.execute(source, false);
    assert.equal(outcome?.status, "ok", outcome?.error?.traceback);
    await view.push({ folder: here.path });
  }

  function newRun(): Run {
    const source = { filename: FILENAME, title: "", language: "python" as const };
    return new Run({ kind: "map", backend: "ipyparallel", source, outputLimit: 1 << 20 });
  }

  function balanced() {
    const run = newRun();
    return {
      view: new LoadBalancedView(cluster.engines, run, cluster.scheduler()),
      tasks: () => run.record().tasks,
    };
  }

  function submit(code: string, options: Partial<SubmitOptions> = {}): Promise<ScheduledOutcome> {
    const scheduler = cluster.scheduler();
    assert.ok(scheduler);
    const call = { op: "execute", main: true, code, filename: FILENAME, firstLine: 0 } as const;
    return scheduler.submit(call, { engines: scheduler.engines, ...options });
  }

  function other(program: string, file = ipy.clientFile): PlainClient {
    const client = new PlainClient(python, file, { IPYTHONDIR: join(here.path, "ipython") }, program);
    others.push(client);
    return client;
  }

  /** How many tasks the hub says that each engine has, and how many wait for one. */
  async function queues(file?: string): Promise<unknown> {
    const program =
      "import json\nstatus = client.queue_status()\n" +
      "print(json.dumps([status['unassigned'], *[status[number]['tasks'] for number in client.ids]]))";
    return JSON.parse(await other(program, file).ended());
  }

  const go = () => writeFileSync(join(here.path, "go"), "");
  const atWork = (count: number) =>
    until(
      `${count} engines to be at work`,
      () => readdirSync(here.path).filter((name) => name.startsWith("at-work")).length === count,
    );

  it("has the tasks, which it gives out one an engine", async () => {
    await connected(2);
    const { view } = balanced();
    const mapped = view.map("wait_for_go", upTo(4));
    await atWork(2);
    await until("the hub to know of two that wait", async () => String(await queues()) === "2,1,1");
    go();
    assert.deepEqual(await mapped, [0, 1, 4, 9]);
  });

  it("gives out as many as the controller's hwm allows", async () => {
    await connected(2, ["--TaskScheduler.hwm=0"]);
    const { view } = balanced();
    const mapped = view.map("wait_for_go", upTo(4));
    await atWork(2);
    await until("the hub to know of two an engine", async () => String(await queues()) === "0,2,2");
    go();
    assert.deepEqual(await mapped, [0, 1, 4, 9]);
  });

  it("is told by us that a cluster of ours has one task an engine", async () => {
    await prepared({}, 1);
    const file = (await cluster.address())?.connectionFile ?? "";
    const folder = file.slice(0, file.indexOf("/security/"));
    const controller = runningProcesses().find(
      ({ command }) => command.includes("ipyparallel.controller") && command.includes(folder),
    );
    assert.match(controller?.command ?? "none", /--TaskScheduler\.hwm=1\b/);
  });

  it("is told the retries, and the engines that may do a task", async () => {
    await connected(2);
    const told = await submit(`(${TOLD}['retries'], len(${TOLD}['targets']))`, { retries: 5 });
    assert.equal(told.result?.text, "(5, 2)");
    const [, second] = cluster.engines;
    assert.ok(second);
    for (const _ of upTo(4)) {
      const outcome = await submit("engine_id", { engines: [second] });
      assert.equal(outcome.result?.text, String(second.info.id));
    }
  });

  it("runs a cell, whose prints come while it runs and whose picture stands in its place", async () => {
    await connected(2);
    const events: CallEvent[] = [];
    const engines: Engine[] = [];
    const text = () => events.map((event) => (event.type === "output" ? event.text : "")).join("");
    const code = `
class Picture:
    def _repr_png_(self): return b"\\x89PNG a picture"
print("before", engine_id)
wait()
display(Picture())
print("after")
engine_id * 100`;
    const ended = submit(code, {
      onStarted: (engine) => engines.push(engine),
      onEvent: (event) => events.push(event),
    });
    const before = await until("the first line", () => /before (\d)\n/.exec(text())?.[1]);
    assert.equal(engines[0]?.info.id, Number(before));
    assert.equal(engines[0]?.info.state, "busy");
    go();
    const outcome = await ended;
    assert.equal(outcome.status, "ok", outcome.error?.traceback);
    assert.equal(outcome.engine, engines[0]);
    assert.equal(outcome.result?.text, String(Number(before) * 100));
    assert.deepEqual(
      events.map((event) => (event.type === "output" ? event.text : event.type)),
      ["started", `before ${before}\n`, "display", "after\n"],
    );
    const shown = events.find((event) => event.type === "display");
    assert.equal(Buffer.from(shown?.value.png ?? []).toString("latin1"), "\x89PNG a picture");
    assert.equal(engines.length, 1);
    await until("the engine to be idle", () => engines[0]?.info.state === "idle");
  });

  it("tells an error with the user's own lines, and does not try that again", async () => {
    await connected(2);
    const outcome = await submit("x = 1\nraise KeyError(x)", { retries: 3 });
    assert.equal(outcome.status, "error");
    assert.equal(outcome.error?.line, 2);
    assert.equal(outcome.error?.name, "KeyError");
  });

  it("tells the times of ipyparallel's record", async () => {
    await connected(1);
    const { submitted, started, completed } = await submit("import time; time.sleep(0.2)");
    assert.ok(submitted <= started + 5 && completed - started >= 200, `${submitted} ${started} ${completed}`);
    const { view, tasks } = balanced();
    await view.map("slow", upTo(2), { chunkSize: 1 });
    for (const task of tasks()) {
      assert.ok(task.started !== undefined && task.completed !== undefined);
      assert.ok(task.submitted <= task.started + 5 && task.completed - task.started >= 40);
    }
  });

  it("stops what is ours and nothing of another client's, also where ours waits behind it", async () => {
    await connected(2);
    const others = other(`
def busy(go):
    import os, time
    while not os.path.exists(go): time.sleep(0.01)
    return "undisturbed"
running = client[0].apply_async(busy, ${JSON.stringify(join(here.path, "go"))})
print("asked", flush=True)
print(running.get())`);
    await until("the other's work to be asked for", async () => {
      const program = "print(client.queue_status(0)['queue'])";
      return (await other(program).ended()) === "1";
    });
    const stop = new AbortController();
    const { view, tasks } = balanced();
    const mapped = view.map("wait_for_go", upTo(10), { signal: stop.signal });
    await atWork(1);
    await until("a task to wait behind the other's work", async () => String(await queues()) === "2,1,1");
    stop.abort();
    await assert.rejects(mapped, (error) => error instanceof LabsError && error.kind === "cancelled");
    assert.deepEqual(
      tasks().map(({ status, engine }) => [status, engine]),
      [["interrupted", 1]],
    );
    go();
    assert.match(await others.ended(), /undisturbed/);
    // What waited comes to engine 0 before this, and is refused.
    await new DirectView(cluster.engines, newRun(), () => cluster.temporaryFolder).pull("engine_id");
    await until("nothing to be left in the scheduler", async () => String(await queues()) === "0,0,0");
    assert.deepEqual(
      readdirSync(here.path).filter((name) => name.startsWith("at-work")),
      ["at-work-1"],
    );
  });

  it("is interrupted with its engine alone", async () => {
    await connected(2);
    const started: Engine[] = [];
    const calls = upTo(2).map(() =>
      submit("leave(f'at-work-{engine_id}')\nwait()\nengine_id", {
        onStarted: (engine) => started.push(engine),
      }),
    );
    await atWork(2);
    const [first] = cluster.engines;
    assert.equal(await first?.interrupt(), true);
    const stopped = await Promise.race(calls);
    assert.deepEqual([stopped.status, stopped.engine], ["interrupted", first]);
    go();
    const outcomes = await Promise.all(calls);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ["interrupted", "ok"]);
  });

  it("tries the task of an engine that died on another", async () => {
    await connected(2);
    const { view, tasks } = balanced();
    const mapped = view.map("wait_for_go", upTo(2), { chunkSize: 1 });
    await atWork(2);
    const victim = cluster.engines.find(({ info }) => info.id === 1);
    signal(victim?.info.pid ?? 0, "SIGKILL");
    await until("the death to be told", () => tasks().some(({ status }) => status === "died"));
    go();
    assert.deepEqual(await mapped, [0, 1]);
    assert.deepEqual(
      tasks()
        .map(({ engine, attempt, status }) => [engine, attempt, status])
        .sort(),
      [
        [0, 1, "ok"],
        [0, 2, "ok"],
        [1, 1, "died"],
      ],
    );
  });

  it("does not without retries, and says which engine died", async () => {
    await connected(2);
    const { view, tasks } = balanced();
    const mapped = view.map("wait_for_go", upTo(2), { chunkSize: 1, retries: 0 });
    mapped.catch(() => {}); // told below
    await atWork(2);
    signal(cluster.engines[1]?.info.pid ?? 0, "SIGKILL");
    await assert.rejects(mapped, /engine 1 left its cluster/);
    assert.ok(tasks().every(({ attempt }) => attempt === 1));
  });

  it("gives tasks to an engine that joins later, if it knows the function or learns it", async () => {
    await connected(1);
    const { view, tasks } = balanced();
    const mapped = view.map("wait_for_go", upTo(6), { chunkSize: 1, prepare: learn });
    await atWork(1);
    await ipy.engine();
    await atWork(2);
    go();
    assert.deepEqual(
      await mapped,
      upTo(6).map((x) => x * x),
    );
    assert.deepEqual([...new Set(tasks().map(({ engine }) => engine))].sort(), [0, 1]);
  });

  it("gives none to one that does not know the function", async () => {
    await connected(1);
    const { view, tasks } = balanced();
    const mapped = view.map("wait_for_go", upTo(3), { chunkSize: 1 });
    await atWork(1);
    await ipy.engine();
    await until("the new engine to have been asked", () => {
      const { state, pid } = cluster.engines[1]?.info ?? {};
      return state === "idle" && pid !== 0;
    });
    go();
    assert.deepEqual(await mapped, [0, 1, 4]);
    assert.ok(tasks().every(({ engine }) => engine === 0));
  });

  it("ends what is under way when the cluster is stopped", async () => {
    await connected(1);
    const { view } = balanced();
    const mapped = view.map("wait_for_go", upTo(3));
    mapped.catch(() => {}); // told below
    await atWork(1);
    await cluster.stop();
    await assert.rejects(mapped, LabsError);
  });
});
