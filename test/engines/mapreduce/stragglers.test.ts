import assert from "node:assert/strict";
import { forEachLocalBackend } from "../conformance/backends";
import { jobLabs } from "./labs";
import { countWords, jobSuite } from "./testJobs";

const text = Array.from({ length: 3000 }, (_, at) => `w${at % 97} w${at % 7}\n`).join("");

forEachLocalBackend("map/reduce stragglers", (backend) => {
  const { jobs, folder } = jobSuite(backend);

  for (const [where, phase] of [
    ["mapper", "map"],
    ["reducer", "reduce"],
  ] as const) {
    it(`a ${where} that stalls on one engine: another does the task, which counts once`, async () => {
      const job = await jobs();
      const code = jobLabs[backend.id].stalls(where, folder.path);
      const { rows, counters, tasks } = await job.do(code, [text], { splitSize: 200 });
      assert.deepEqual(rows, countWords(text));
      assert.equal(counters.records, 3000);
      assert.equal(counters.bytes, text.length);
      assert.equal(counters.keys, 97);
      const stalled = tasks.filter(({ status }) => status !== "ok");
      assert.deepEqual(
        stalled.map(({ engine, attempt, status }) => [engine, attempt, status]),
        [[0, 1, "interrupted"]],
      );
      assert.equal(stalled[0]?.phase, phase);
      assert.equal(stalled[0]?.records, 0);
      const again = tasks.filter(({ attempt }) => attempt > 1);
      assert.deepEqual(
        again.map(({ engine, attempt, status }) => [engine, attempt, status]),
        [[1, 2, "ok"]],
      );
      const mapped = tasks.filter((task) => task.phase === "map" && task.status === "ok");
      assert.equal(
        mapped.reduce((sum, { records }) => sum + records, 0),
        3000,
      );
      const before = mapped.some(({ engine, records }) => engine === 0 && records > 0);
      if (where === "mapper") assert.ok(before, "what the stalled engine did before counts");
      assert.deepEqual(job.run?.snapshot().outputs, [], "a task that was given up is no error");
    });
  }
});
