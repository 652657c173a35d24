import assert from "node:assert/strict";
import { openRun } from "../../../src/runs/openRun";
import { toJson } from "../../../src/runs/runStore";
import { metricsOf } from "../../../src/runs/timing";
import { sampleJob } from "../panel/sampleJob";

const run = sampleJob({ engines: 2, tasks: 4 });
const refused = { name: "LabsError", kind: "usage", message: /^This is no run that can be opened: / };

describe("a run's file", () => {
  it("gives the run that was written, with its figures worked out anew", () => {
    const text = toJson({ ...run, finished: false });
    const opened = openRun(`\ufeff${text}`);
    assert.deepEqual(opened.record.tasks, run.record.tasks);
    assert.deepEqual(opened.record.metrics, metricsOf(run.record.tasks));
    assert.ok(opened.finished, "nothing of it goes on");
  });

  it("is refused where it is damaged, or something else", () => {
    for (const text of ["", "null", "{}", "[]", '{"record":{}}', toJson(run).slice(0, -9)]) {
      assert.throws(() => openRun(text), refused, text);
    }
  });

  it("is refused with an id that would be another file", () => {
    for (const id of ["../../secret", "", "a/b", "a".repeat(81)]) {
      const record = { ...run.record, id };
      assert.throws(() => openRun(toJson({ ...run, record })), refused, id);
    }
  });
});
