import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JobStep, JobSteps } from "../../../src/protocol/jobSteps";
import { forEachLocalBackend } from "../conformance/backends";
import { jobLabs } from "./labs";
import { jobOf, jobSuite } from "./testJobs";

forEachLocalBackend("map/reduce steps", (backend) => {
  const { jobs, folder } = jobSuite(backend);

  for (const lab of ["count", "places"] as const) {
    for (const memory of [1, 1 << 20]) {
      it(`only splits that are to be kept count (${lab}, ${memory} bytes of memory)`, async () => {
        const { cluster } = await jobs(1);
        const code = jobLabs[backend.id][lab];
        const path = join(folder.path, "input");
        writeFileSync(path, "a\nbb\nccc\ndd\n");
        const step = async <S extends JobStep>(name: S, args: Omit<JobSteps[S]["args"], "job">) => {
          const outcome = await cluster.call({
            op: "job",
            step: name,
            args: { job: "1", ...args } as JobSteps[S]["args"],
          });
          const [value] = outcome.values ?? [];
          assert.ok(value?.kind === "json", outcome.error?.traceback);
          return value.value as unknown as JobSteps[S]["answer"];
        };
        await step("load", {
          source: { code, filename: backend.filename, firstLine: 0 },
          spec: jobOf(code, backend),
          partitions: 1,
          memory,
          folder: folder.path,
          top: 0,
        });
        const map = (number: number, start: number, end: number, keep: number | null) =>
          step("map", { split: { number, path, start, end, size: 12 }, keep });
        await map(0, 0, 2, null);
        await map(1, 2, 5, 0); // another engine has it in the end
        await map(2, 5, 9, 0);
        await map(1, 2, 5, 2); // and this time, too
        await map(3, 9, 12, 2);
        const { runs } = await step("shuffle", { keep: 3 });
        assert.deepEqual((await step("shuffle", { keep: 3 })).runs, []);
        const parts = runs.map(({ file, holds, parts: [part] }) => {
          assert.ok(part);
          return { file, holds, part };
        });
        const reduced = await step("reduce", { runs: parts, result: join(folder.path, "reduced") });
        assert.equal(reduced.keys, 3);
        assert.equal(reduced.rows, 3);
      });
    }
  }
});
