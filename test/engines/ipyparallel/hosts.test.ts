import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Cluster } from "../../../src/engines/cluster";
import { createEngines } from "../../../src/engines/createEngines";
import type { Engine } from "../../../src/engines/engine";
import { release } from "../../../src/engines/sendable";
import { findJobs } from "../../../src/language/jobs/findJobs";
import { type LanguageFacts, languageOf } from "../../../src/language/languages";
import { findInputs } from "../../../src/mapreduce/inputs";
import { type JobOptions, runJob } from "../../../src/mapreduce/job";
import type { CallEvent } from "../../../src/protocol/engineCalls";
import { Run } from "../../../src/runs/run";
import { DirectView } from "../../../src/views/directView";
import { LoadBalancedView } from "../../../src/views/loadBalancedView";
import { builtFolder, sourceFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { fakeClockMissing } from "../../support/fakeClock";
import { findIpyparallel } from "../../support/ipyparallel";
import { hostsMissing, type NetworkHost, NetworkHosts } from "../../support/networkHosts";
import { skip } from "../../support/skip";
import { until } from "../../support/until";
import { type RunDocument, readDocument, runCommand } from "../cli/commandLine";
import { countWords, failure, jobOf } from "../mapreduce/testJobs";
import { assertSameThere, comparable } from "./comparable";
import { IpyCluster } from "./ipyCluster";

const SLEEP = "import time; time.sleep(100000)";
/** Works for a while; a wrong clock must not tell how long. */
const BUSY = `
import time
def busy(x):
    begun = time.monotonic()
    while time.monotonic() < begun + 0.05: pass
    return x
`;
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

/** The lessons' folders. */
const lessons = readdirSync(join(sourceFolder(), "lessons"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => join(sourceFolder(), "lessons", name));

/** The texts of a folder's files, by their names. */
function contentsOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".txt"));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

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

  describe("labs of the first lesson, unchanged, on hosts that do not see their files:", () => {
    const LABS = ["engines", "monte_carlo_pi", "map_reduce_words"];
    let local: string[];
    let onHosts: string[];

    beforeEach(async () => {
      await connected({ ownDisk: true });
      await cluster.stop();
      local = ["--python", python, "--json", "--engines", "2"];
      onHosts = ["--python", python, "--json", "--backend", "ipyparallel"];
      onHosts.push("--connection-file", ipy.clientFile);
    });

    /** A lab's solution in a folder of its own. */
    function copyOf(lab: string, folder: string): string {
      const [from] = lessons.map((lesson) => join(lesson, "solutions", `${lab}.py`)).filter(existsSync);
      assert.ok(from, lab);
      mkdirSync(join(here.path, folder), { recursive: true });
      const file = join(here.path, folder, `${lab}.py`);
      cpSync(from, file);
      return file;
    }

    async function command(...args: readonly string[]) {
      return readDocument(await runCommand(args, here.path));
    }

    for (const lab of LABS) {
      it(`${lab} gives what it gives on engines of this machine, and so do its jobs`, async () => {
        const [own, distant] = [copyOf(lab, "own"), copyOf(lab, "distant")];
        const [first, second] = [await command("run", own, ...local), await command("run", own, ...local)];
        const there = await command("run", distant, ...onHosts);
        const shown = (document: RunDocument, folder: string) =>
          comparable(JSON.parse(JSON.stringify(document).replaceAll(join(here.path, folder), "")));
        assertSameThere(shown(there, "distant"), shown(first, "own"), shown(second, "own"));
        assert.deepEqual(contentsOf(join(here.path, "distant")), contentsOf(join(here.path, "own")));
        const { jobs } = findJobs(readFileSync(own, "utf8"), languageOf(own) as LanguageFacts);
        for (const { name } of jobs) {
          const job = (file: string, to: readonly string[]) =>
            command("mapreduce", file, "--job", name, ...to);
          const expected = await job(own, local);
          assert.equal(expected.ok, true, JSON.stringify(expected.error));
          assert.ok(expected.result.length > 0);
          assert.deepEqual((await job(distant, onHosts)).result, expected.result, name);
        }
      });
    }

    it("their checks pass", async () => {
      const files = LABS.map((lab) => copyOf(lab, "checked"));
      const { status, stdout } = await runCommand(["check", ...files, ...onHosts], here.path);
      assert.equal(status, 0, stdout);
    });
  });

  describe("files that code writes beside its own, where the hosts do not see it,", () => {
    const beside = (name: string) => join(here.path, "lab", name);
    const write = (name: string, text: string) => `
from pathlib import Path
place = Path(__file__).parent / ${JSON.stringify(name)}
place.parent.mkdir(parents=True, exist_ok=True)
place.write_text(${text})
`;
    async function runLab(code: string, targets = cluster.engines): Promise<string> {
      const said = newRun();
      const filename = beside("lab.py");
      mkdirSync(join(here.path, "lab"), { recursive: true });
      const view = new DirectView(targets, said, () => cluster.temporaryFolder);
      for (const { status, error } of await view.execute({ code, filename, firstLine: 0 }, true))
        assert.equal(status, "ok", error?.traceback);
      return said
        .snapshot()
        .outputs.flatMap(({ items }) => items.map((item) => (item.kind === "text" ? item.text : "")))
        .join("");
    }

    beforeEach(() => connected({ ownDisk: true }));

    it("come here, and are there for the next cell", async () => {
      await runLab(write("made/of-engine.txt", "'x' * 5_000_000"), cluster.engines.slice(0, 1));
      assert.equal(readFileSync(beside("made/of-engine.txt"), "utf8"), "x".repeat(5_000_000));
      assert.equal(
        await runLab(
          "from pathlib import Path\nprint((Path(__file__).parent / 'made' / 'of-engine.txt').stat().st_size)",
          cluster.engines.slice(0, 1),
        ),
        "5000000\n",
      );
      await cluster.stop();
      cluster = newCluster();
      await cluster.ready();
      assert.deepEqual(await run("__import__('os').listdir('/tmp')"), ["[]", "[]"], "nothing is left there");
    });

    it("take the place of what engines wrote, and of nothing else", async () => {
      await runLab(write("out.txt", "f'by {engine_id}'"));
      assert.match(readFileSync(beside("out.txt"), "utf8"), /^by [01]$/);
      assert.equal(await runLab(write("out.txt", "'again'")), "");
      assert.equal(readFileSync(beside("out.txt"), "utf8"), "again");
      writeFileSync(beside("out.txt"), "mine");
      assert.match(
        await runLab(write("out.txt", "'a third time'")),
        /out\.txt stays on the engine's host, as \/tmp\/.*: here is another file of that name, which no engine wrote/,
      );
      assert.equal(readFileSync(beside("out.txt"), "utf8"), "mine");
      assert.deepEqual(readdirSync(join(here.path, "lab")), ["out.txt"]);
    });

    it("stay there with a name that begins with a dot, or where a link leads out of the folder", async () => {
      mkdirSync(join(here.path, "elsewhere"));
      mkdirSync(join(here.path, "lab"));
      symlinkSync(join(here.path, "elsewhere"), beside("linked"));
      assert.match(await runLab(write(".vscode/tasks.json", "'{}'")), /begins with a dot/);
      assert.match(await runLab(write("linked/new/file.txt", "'{}'")), /leads elsewhere/);
      assert.deepEqual(readdirSync(join(here.path, "lab")), ["linked"]);
      assert.deepEqual(readdirSync(join(here.path, "elsewhere")), []);
    });

    it("come also of code that failed, and of code that was interrupted", async () => {
      mkdirSync(join(here.path, "lab"));
      const [engine] = cluster.engines;
      const stop = new AbortController();
      const onEvent = ({ type }: CallEvent) => {
        if (type === "output") stop.abort();
      };
      const call = (code: string) =>
        engine?.call(
          { op: "execute", main: true, code, filename: beside("lab.py"), firstLine: 0 },
          { signal: stop.signal, onEvent },
        );
      assert.equal((await call(`${write("failed.txt", "'a'")}1 / 0`))?.status, "error");
      const running = call(`${write("stopped.txt", "'b'")}print("written", flush=True)\n${SLEEP}`);
      assert.equal((await running)?.status, "interrupted");
      assert.deepEqual(readdirSync(join(here.path, "lab")), ["failed.txt", "stopped.txt"]);
    });
  });

  for (const clock of ["+90s", "-3600s"]) {
    it(`a host whose clock is wrong by ${clock} has its tasks where they were`, async function () {
      const missing = fakeClockMissing();
      if (missing) skip(this, missing);
      await ipy.controller(controllerHost);
      await ipy.engine(a);
      await ipy.engine(b, { clock });
      cluster = newCluster();
      await cluster.ready();
      await engines(2);
      const began = Date.now();
      const runs = newRun();
      const direct = new DirectView(cluster.engines, runs, () => cluster.temporaryFolder);
      const source = { filename: FILENAME, firstLine: 0 };
      const [here, there] = await direct.execute({ code: "__import__('time').time()", ...source }, true);
      const apart = Number(there?.result?.text) - Number(here?.result?.text);
      assert.ok(Math.abs(apart - Number.parseInt(clock, 10)) < 60, `the clocks are ${apart} s apart`);
      await direct.execute({ code: BUSY, ...source }, true);
      await new LoadBalancedView(cluster.engines, runs).map("busy", [...Array(8).keys()], { chunkSize: 1 });
      const { paths } = texts(2);
      const { tasks } = await job(COUNT, paths, { splitSize: 100_000 });
      const all = [...runs.record().tasks, ...tasks];
      assert.ok(all.some(({ phase }) => phase === "map"));
      for (const engine of [0, 1]) assert.ok(all.filter((task) => task.engine === engine).length > 4);
      for (const task of all) {
        const { submitted, started = 0, completed = 0, received = 0 } = task;
        const times = [began, submitted, started, completed, received, Date.now()];
        const inOrder = times.every((time, at) => at === 0 || time >= (times[at - 1] ?? 0));
        assert.ok(inOrder, JSON.stringify([task, times.map((time) => time - began)]));
      }
    });
  }

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
