import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findInputs } from "../../../src/mapreduce/inputs";
import { type SweepOptions, sweepJob } from "../../../src/mapreduce/sweep";
import type { SweepRecord, SweepSetting } from "../../../src/protocol/sweep";
import { forEachLocalBackend } from "../conformance/backends";
import { jobLabs } from "./labs";
import { jobOf, jobSuite } from "./testJobs";

const text = Array.from({ length: 2000 }, (_, at) => `w${at % 97} w${at % 7}\n`).join("");

forEachLocalBackend("sweeps", (backend) => {
  const { jobs, folder } = jobSuite(backend);

  async function options(
    settings: readonly SweepSetting[],
    repeats: number,
    input = text,
  ): Promise<SweepOptions> {
    const path = join(folder.path, "input.txt");
    writeFileSync(path, input);
    const code = jobLabs[backend.id].count;
    const { filename } = backend;
    const language = backend.id === "python" ? "python" : "javascript";
    return {
      of: "engines",
      settings,
      repeats,
      source: { filename, title: "mapper", language },
      input: [path],
      job: {
        spec: jobOf(code, backend),
        source: { code, filename, firstLine: 0 },
        inputs: await findInputs([path], folder.path),
      },
      onProgress: () => undefined,
    };
  }

  it("run each setting so many times, in rounds to and fro, with the same results", async () => {
    const { cluster } = (await jobs(2)).cluster;
    const order: number[] = [];
    let before: readonly number[] = [0, 0];
    const onProgress = ({ points }: SweepRecord) => {
      const now = points.map(({ walls }) => walls.length);
      const at = now.findIndex((length, index) => length > (before[index] ?? 0));
      if (at >= 0) order.push(at);
      before = now;
    };
    const sweep = await sweepJob(cluster, {
      ...(await options([{ engines: 1 }, { engines: 2 }], 3)),
      onProgress,
    });
    assert.deepEqual([sweep.outcome, sweep.failure, sweep.sameResults], ["done", undefined, true]);
    assert.deepEqual(order, [0, 1, 1, 0, 0, 1]);
    for (const { walls } of sweep.points) {
      assert.equal(walls.length, 3);
      assert.ok(walls.every((wall) => wall > 0));
    }
    assert.deepEqual(readdirSync(cluster.temporaryFolder), [], "no file is left");
  });

  it("of split sizes keep the engines and say whether results differ", async () => {
    const { cluster } = (await jobs(2)).cluster;
    const settings = [200, 4000].map((splitSize) => ({ engines: 2, splitSize }));
    const sweep = await sweepJob(cluster, { ...(await options(settings, 1)), of: "splits" });
    assert.equal(sweep.sameResults, true);
    assert.deepEqual(
      sweep.points.map(({ engines, splitSize, walls }) => [engines, splitSize, walls.length]),
      [
        [2, 200, 1],
        [2, 4000, 1],
      ],
    );
  });

  it("that are cancelled leave nothing, and tell what was measured", async () => {
    const { cluster } = (await jobs(2)).cluster;
    const stop = new AbortController();
    const given = await options([{ engines: 1 }, { engines: 2 }], 3);
    const sweep = await sweepJob(cluster, {
      ...given,
      job: { ...given.job, signal: stop.signal },
      onProgress: (_sweep, done) => {
        if (done === 3) stop.abort();
      },
    });
    assert.equal(sweep.outcome, "cancelled");
    assert.equal(
      sweep.points.reduce((sum, { walls }) => sum + walls.length, 0),
      3,
    );
    assert.deepEqual(readdirSync(cluster.temporaryFolder), [], "no file is left");
  });

  it("of a job that fails tell why", async () => {
    const { cluster } = (await jobs(2)).cluster;
    const given = await options([{ engines: 1 }], 1, "good\nbad\n");
    const code = jobLabs[backend.id].raises;
    const sweep = await sweepJob(cluster, {
      ...given,
      job: { ...given.job, spec: jobOf(code, backend), source: { ...given.job.source, code } },
    });
    assert.equal(sweep.outcome, "failed");
    assert.match(sweep.failure ?? "", /input\.txt, line 2/);
    assert.deepEqual(readdirSync(cluster.temporaryFolder), [], "no file is left");
  });
});
