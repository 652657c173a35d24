import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cluster } from "../../../src/engines/cluster";
import { createEngines } from "../../../src/engines/createEngines";
import type { Engine } from "../../../src/engines/engine";
import { release } from "../../../src/engines/sendable";
import { findInputs } from "../../../src/mapreduce/inputs";
import { type JobOptions, runJob } from "../../../src/mapreduce/job";
import { Run } from "../../../src/runs/run";
import { DirectView } from "../../../src/views/directView";
import { LoadBalancedView } from "../../../src/views/loadBalancedView";
import { builtFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { findIpyparallel } from "../../support/ipyparallel";
import { hostsMissing, type NetworkHost, NetworkHosts } from "../../support/networkHosts";
import { skip } from "../../support/skip";
import { until } from "../../support/until";
import { countWords, failure, jobOf } from "../mapreduce/testJobs";
import { IpyCluster } from "./ipyCluster";

const FILENAME = "/lessons/lab.py";
const COUNT = `
def mapper(line):
    for word in line.split(" "):
        if word:
            yield word, 1

def reducer(key, values):
    return sum(values)
`;
/** As COUNT; the first line of each of the first splits waits until a file is there, on whatever host. */
const WAITS = `
import os, time
${COUNT.replace("for word", 'while not os.path.exists("GO"): time.sleep(0.02)\n    for word')}`;

describe("ipyparallel on several hosts", function () {
  this.timeout(Number(process.env["LABS_TIMEOUT"] ?? 240_000));
  let hosts: NetworkHosts;
  let ipy: IpyCluster;
  let cluster: Cluster;
  let here: ReturnType<typeof temporaryFolder>;
  let controllerHost: NetworkHost;
  let a: NetworkHost;
  let b: NetworkHost;
  let python: string;

  before(async function () {
    const missing = hostsMissing();
    if (missing) skip(this, missing);
    const found = await findIpyparallel();
    if (!found) skip(this, "no interpreter here has ipyparallel 7.1 or newer (python3-ipyparallel)");
    python = found;
  });

  beforeEach(() => {
    here = temporaryFolder("parallel-labs-hosts-");
    hosts = new NetworkHosts();
    [controllerHost, a, b] = [hosts.add(), hosts.add(), hosts.add()];
    ipy = new IpyCluster(python);
  });

  afterEach(async () => {
    await cluster?.stop();
    ipy?.end();
    hosts?.remove();
    here?.remove();
  });

  /** A controller on one host and an engine on each of two others, and a cluster that sees them. */
  async function connected(options: { ownDisk?: boolean } = {}): Promise<Cluster> {
    await ipy.controller(controllerHost);
    await ipy.engine(a, options);
    await ipy.engine(b, options);
    cluster = newCluster();
    await cluster.ready();
    await engines(2);
    return cluster;
  }

  function newCluster(timeoutSeconds = 60): Cluster {
    const address = { connectionFile: ipy.clientFile };
    const common = { count: 0, executable: python, cwd: here.path, outputLimit: 1 << 20 };
    return createEngines({ backend: "ipyparallel", ...common, address, timeoutSeconds }, builtFolder());
  }

  function engines(count: number): Promise<readonly Engine[]> {
    return until(
      `${count} engines to be in the cluster`,
      () => cluster.engines.length === count && cluster.engines,
      () => [cluster.engines.map(({ info }) => info), ipy.said],
    );
  }

  async function run(code: string): Promise<(string | undefined)[]> {
    const outcomes = await view().execute({ code, filename: FILENAME, firstLine: 0 }, true);
    for (const { status, error } of outcomes) assert.equal(status, "ok", error?.traceback);
    return outcomes.map(({ result }) => result?.text);
  }

  function view(): DirectView {
    return new DirectView(cluster.engines, newRun(), () => cluster.temporaryFolder);
  }

  function newRun(): Run {
    const source = { filename: FILENAME, title: "", language: "python" as const };
    return new Run({ kind: "mapreduce", backend: "ipyparallel", source, outputLimit: 1 << 20 });
  }

  async function job(code: string, paths: readonly string[], options: Partial<JobOptions> = {}) {
    const run = newRun();
    const result = await runJob(cluster.engines, run, cluster.temporaryFolder, {
      spec: jobOf(code, { filename: FILENAME } as never),
      source: { code, filename: FILENAME, firstLine: 0 },
      inputs: await findInputs(paths, here.path),
      ...options,
    });
    const rows: unknown[] = [];
    for await (const row of result.rows()) rows.push(JSON.parse(row));
    await result.dispose();
    return { rows, tasks: run.record().tasks, counters: result.counters };
  }

  /** Texts whose words are few and lines of many lengths. */
  function texts(count: number, lines = 20_000): { paths: string[]; contents: string[] } {
    const contents = Array.from({ length: count }, (_, file) =>
      Array.from({ length: lines }, (_, at) => `word${at % 97} ${"x".repeat(at % 13)} é${file}`).join("\n"),
    );
    const paths = contents.map((content, at) => {
      const path = join(here.path, `text-${at}.txt`);
      writeFileSync(path, content);
      return path;
    });
    return { paths, contents };
  }

  it("engines of both are seen with their hosts and pids, and run code", async () => {
    await connected();
    assert.deepEqual(await run("engine_id, engine_count"), ["(0, 2)", "(1, 2)"]);
    const pids = await run("__import__('os').getpid()");
    for (const [at, { info }] of cluster.engines.entries()) {
      assert.equal(String(info.pid), pids[at]);
      assert.equal(info.state, "idle");
      assert.ok(info.host.length > 0);
    }
  });

  it("data goes to engines that have no disk in common with us, and comes back", async () => {
    await connected({ ownDisk: true });
    const bytes = new Uint8Array(30_000_000).fill(7);
    await view().push({ data: bytes, plain: { a: [1, 2] } });
    assert.deepEqual(await run("len(data), data[-1], plain['a']"), Array(2).fill("(30000000, 7, [1, 2])"));
    const values = await view().pull("data");
    for (const value of values) {
      assert.ok(value.kind === "bytes" && "file" in value.payload, "large values are kept in files");
      assert.equal(Buffer.compare(readFileSync(value.payload.file), bytes), 0);
    }
    assert.deepEqual(
      await run("__import__('os').listdir('/tmp')"),
      ["[]", "[]"],
      "nothing is left on the engines' disks",
    );
  });

  it("the cluster's scheduler gives load-balanced tasks to both, and large values come back to us", async () => {
    await connected({ ownDisk: true });
    await run("import time\ndef slow(x):\n    time.sleep(0.05)\n    return [engine_id, x]");
    const scheduler = cluster.scheduler();
    assert.ok(scheduler);
    const record = newRun();
    const items = Array.from({ length: 12 }, (_, at) => at);
    const results = await new LoadBalancedView(cluster.engines, record, scheduler).map("slow", items);
    assert.deepEqual(
      results.map((pair) => (pair as number[])[1]),
      items,
    );
    assert.deepEqual([...new Set(results.map((pair) => (pair as number[])[0]))].sort(), [0, 1]);
    assert.equal(record.record().engines.length, 2);
    const call = {
      op: "apply",
      fn: "bytes",
      args: [{ kind: "json", value: 2_000_000 }],
      kwargs: {},
    } as const;
    const { values, status } = await scheduler.submit(call, { engines: scheduler.engines });
    assert.equal(status, "ok");
    const [value] = values ?? [];
    assert.ok(value?.kind === "bytes" && "file" in value.payload && value.payload.size === 2_000_000);
    await release(value);
  });

  it("a job gives the same where inputs are on our disk alone, and leaves nothing there", async () => {
    await connected({ ownDisk: true });
    const { paths, contents } = texts(3);
    const { rows, counters, tasks } = await job(COUNT, paths, { reducers: 3, splitSize: 100_000 });
    assert.deepEqual(rows, countWords(...contents));
    assert.equal(counters.records, 60_000);
    const used = new Set(tasks.filter(({ phase }) => phase === "map").map(({ engine }) => engine));
    assert.equal(used.size, 2, "both hosts worked");
    assert.deepEqual(await run("__import__('os').listdir('/tmp')"), ["[]", "[]"]);
  });

  it("a job whose values of a key are long, and that spills, gives the same there", async () => {
    await connected({ ownDisk: true });
    const { paths, contents } = texts(2);
    const code = `
def mapper(line):
    for word in line.split(" "):
        if word:
            yield word, "a value of some length"

def reducer(key, values):
    return len(list(values))
`;
    const { rows } = await job(code, paths, { reducers: 2, splitSize: 60_000, memory: 300_000 });
    assert.deepEqual(rows, countWords(...contents));
  });

  it("an error of the mapper there names the line of our file", async () => {
    await connected({ ownDisk: true });
    const { paths } = texts(1);
    const [path = ""] = paths;
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace(/^(.*\n){15000}/, (all) => `${all}bad line\n`),
    );
    const code = COUNT.replace(
      "for word",
      'if line == "bad line": raise ValueError("no good")\n    for word',
    );
    const error = await failure(job(code, [path], { splitSize: 50_000 }));
    assert.match(error.message, /^ValueError: no good \(/);
    assert.ok(error.message.includes(`${path}, line 15001: 'bad line'`), error.message);
  });

  it("inputs that the hosts can read are read in place", async () => {
    await connected({ ownDisk: true });
    const folder = join(ipy.folder, "shared");
    mkdirSync(folder);
    const path = join(folder, "text.txt");
    const content = "a b a\n".repeat(200_000);
    writeFileSync(path, content);
    const { rows, tasks } = await job(COUNT, [path], { splitSize: 200_000 });
    assert.deepEqual(rows, countWords(content));
    const bytes = tasks.filter(({ phase, label }) => phase === "map" && !label).length;
    assert.ok(bytes > 1);
  });

  it("a host that is cut off in mid-job and stays away: the other finishes, with the right result", async () => {
    await connected({ ownDisk: true });
    const { paths, contents } = texts(4);
    const go = join(ipy.folder, "go");
    const code = WAITS.replace("GO", go);
    let mapped = 0;
    const done = job(code, paths, {
      reducers: 2,
      splitSize: 150_000,
      onProgress: ({ tasksDone }) => {
        mapped = tasksDone;
      },
    });
    done.catch(() => {});
    await until("both engines to be at work", () =>
      cluster.engines.every(({ info }) => info.state === "busy"),
    );
    b.cut();
    const cutAt = performance.now();
    writeFileSync(go, "");
    const { rows, tasks } = await done;
    console.log(
      `      done ${((performance.now() - cutAt) / 1000).toFixed(1)} s after the cut, ${mapped} splits`,
    );
    assert.deepEqual(rows, countWords(...contents));
    assert.ok(tasks.some(({ status }) => status === "died"));
    assert.equal(cluster.engines.length, 1, "the engine that was cut off has left");
  });

  it("a host that is cut off for a moment goes on as if nothing had been", async () => {
    ipy.end();
    ipy = new IpyCluster(python, { period: 500, misses: 60 });
    await connected({ ownDisk: true });
    const { paths, contents } = texts(2);
    const go = join(ipy.folder, "go");
    const done = job(WAITS.replace("GO", go), paths, { splitSize: 150_000 });
    done.catch(() => {});
    await until("both engines to be at work", () =>
      cluster.engines.every(({ info }) => info.state === "busy"),
    );
    b.cut();
    writeFileSync(go, "");
    await new Promise((resolve) => setTimeout(resolve, 2000)); // the length of the cut
    b.mend();
    const { rows, tasks } = await done;
    assert.deepEqual(rows, countWords(...contents));
    assert.ok(tasks.every(({ status }) => status !== "died"));
    assert.equal(cluster.engines.length, 2);
  });

  it("an engine that is killed leaves, is told, and another that is started joins", async () => {
    await connected();
    await run("x = 1");
    const calls = cluster.engines.map((engine) =>
      engine.call({
        op: "execute",
        main: true,
        code: "import time; time.sleep(100000)",
        filename: "x",
        firstLine: 0,
      }),
    );
    const [first, second] = cluster.engines;
    assert.ok(first && second);
    await until("both to be busy", () => cluster.engines.every(({ info }) => info.state === "busy"));
    process.kill(second.info.pid, "SIGKILL");
    const died = await calls[1];
    assert.equal(died?.status, "died");
    assert.match(died?.error?.message ?? "", /^left its cluster/);
    await engines(1);
    await first.interrupt();
    assert.equal((await calls[0])?.status, "interrupted");
    assert.deepEqual(await run("x"), ["1"], "the other engine has kept its names");
    await ipy.engine(b);
    await engines(2);
    assert.equal((await run("engine_count")).length, 2);
  });

  it("a controller that is gone ends what runs with a clear message; a new one is found by the next run", async () => {
    await ipy.controller(controllerHost);
    await ipy.engine(a);
    cluster = newCluster();
    await cluster.ready();
    const [engine] = await engines(1);
    const call = engine?.call({
      ...{ op: "execute", main: true, code: "import time; time.sleep(100000)", filename: "x", firstLine: 0 },
    });
    await until("it to be busy", () => engine?.info.state === "busy");
    for (const pid of controllerHost.pids()) process.kill(pid, "SIGKILL");
    const outcome = await call;
    assert.equal(outcome?.status, "died");
    assert.match(outcome?.error?.message ?? "", /lost its controller/);
    await engines(0);
    for (const pid of a.pids()) process.kill(pid, "SIGKILL");
    await ipy.controller(controllerHost);
    await ipy.engine(a);
    await cluster.ready();
    await engines(1);
    assert.deepEqual(await run("1 + 1"), ["2"]);
  });

  it("a cluster that cannot be reached is said to be so, and what was waited for how long", async () => {
    cluster = newCluster(2);
    const missing = await failure(cluster.ready());
    assert.equal(missing.code, "engine-start");
    assert.match(missing.message, /waited 2 s for the connection file .*ipcontroller-client\.json/);
    await ipy.controller(controllerHost);
    const empty = await failure(cluster.ready());
    assert.match(empty.message, /waited 2 s for an engine/);
    controllerHost.cut();
    const unreachable = await failure(cluster.ready());
    assert.match(unreachable.message, /waited 2 s for an answer of the controller/);
  });
});
