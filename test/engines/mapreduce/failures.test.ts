import assert from "node:assert/strict";
import { EngineTaskError } from "../../../src/views/failure";
import { until } from "../../support/until";
import { forEachLocalBackend } from "../conformance/backends";
import { killEngine } from "../conformance/testCluster";
import { jobLabs } from "./labs";
import { countWords, failure, jobSuite } from "./testJobs";

const text = Array.from({ length: 3000 }, (_, at) => `w${at % 40} w${at % 7}\n`).join("");

forEachLocalBackend("map/reduce failures", (backend) => {
  const { jobs, folder } = jobSuite(backend);
  const labs = jobLabs[backend.id];

  it("a mapper that raises: file, line, record and the traceback; tried on both engines", async () => {
    const job = await jobs();
    const input = `${"good\n".repeat(200)}bad\n${"good\n".repeat(50)}`;
    const error = await failure(job.do(labs.raises, [input], { splitSize: 100 }));
    assert.ok(error instanceof EngineTaskError);
    assert.equal(error.kind, "task");
    assert.match(error.message, /not this one \(.*input-1\.txt, line 201: ['"]bad['"]\)$/);
    assert.match(error.taskError?.traceback ?? "", /lab\.(py|js)/);
    const tried = job.run?.record().tasks.filter(({ status }) => status === "error") ?? [];
    assert.equal(tried.length, 3);
    assert.equal(new Set(tried.map(({ engine }) => engine)).size, 2);
    const items = job.run?.snapshot().outputs.flatMap((output) => output.items) ?? [];
    assert.equal(
      items.filter(({ kind }) => kind === "error").length,
      1,
      "told once, however often it was tried",
    );
  });

  it("a reducer that raises: its key", async () => {
    const error = await failure((await jobs()).do(labs.reducerRaises, ["good\nbad\n"]));
    assert.match(error.message, /not this one \(key ['"]bad['"]\)$/);
  });

  it("a partitioner that gives no number: the key", async () => {
    const error = await failure((await jobs()).do(labs.misplaced, ["good\nbad\n"]));
    assert.match(error.message, /^TypeError: .*(NoneType|undefined).* \(key ['"]bad['"]\)$/);
  });

  it("keys of mixed types: says so", async () => {
    const error = await failure((await jobs()).do(labs.mixed, ["a\nbb"]));
    assert.match(error.message, /keys are of mixed types/);
  });

  for (const where of ["mapper", "reducer"] as const) {
    it(`an engine that dies in the ${where}: the result is right`, async () => {
      const code = labs.dies(where, folder.path, true);
      const { rows, counters, tasks } = await (await jobs()).do(code, [text], { splitSize: 1000 });
      assert.deepEqual(rows, countWords(text));
      assert.equal(counters.records, 3000);
      assert.equal(tasks.filter(({ status }) => status === "died").length, 1);
    });

    it(`engines that die in the ${where} every time: a clear error`, async () => {
      const code = labs.dies(where, folder.path, false);
      const error = await failure((await jobs()).do(code, [text], { splitSize: 1000 }));
      assert.equal(error.kind, "crash");
      assert.match(error.message, /died \(signal 9\) over/);
    });
  }

  for (const phase of ["map", "shuffle", "reduce"] as const) {
    it(`an engine killed as the ${phase} phase begins: the result is right`, async () => {
      const job = await jobs();
      const { engines } = job.cluster.cluster;
      let killed = false;
      const { rows } = await job.do(labs.count, [text], {
        splitSize: 1000,
        onProgress: (progress) => {
          const engine = engines.find(({ info }) => info.pid > 1);
          if (!engine || killed || progress.phase !== phase) return;
          if (phase === "map" && progress.tasksDone < 5) return;
          killed = true;
          killEngine(engine);
        },
      });
      assert.ok(killed);
      assert.deepEqual(rows, countWords(text));
    });
  }

  it("all engines killed at once: a clear error", async () => {
    const job = await jobs();
    const { engines } = job.cluster.cluster;
    const done = failure(job.do(labs.slow, [text], { splitSize: 1000 }));
    await until("both engines to be at work", () => engines.every(({ info }) => info.state === "busy"));
    for (const engine of engines) killEngine(engine);
    const error = await done;
    assert.equal(error.kind, "crash");
    assert.match(error.message, /engine \d died \(signal 9\).*all 2 engines of the job have died/);
  });

  it("a job that is cancelled: says so and leaves nothing", async () => {
    const stop = new AbortController();
    const job = await jobs();
    const done = failure(job.do(labs.slow, [text], { signal: stop.signal, splitSize: 1000 }));
    await until("an engine to be at work", () =>
      job.cluster.cluster.engines.some(({ info }) => info.state === "busy"),
    );
    stop.abort();
    assert.equal((await done).kind, "cancelled");
    const { rows } = await job.do(labs.count, [text]);
    assert.deepEqual(rows, countWords(text), "the engines are free again");
  });
});
