import assert from "node:assert/strict";
import { CLIENT } from "../../../src/protocol/remote";
import { outcomeOf, summaryOf } from "../../../src/runs/runSummary";
import { sampleJob } from "../panel/sampleJob";
import { sampleRun, sampleTask } from "../panel/sampleRun";

describe("the summary of a run", () => {
  const metrics = { ...sampleRun([]).record.metrics, wall: 2, speedup: 1.5 };

  it("tells the engines that worked, what they took, and the speed-up", () => {
    const run = sampleRun([sampleTask(0), sampleTask(1)], { metrics });
    const { engines, wall, speedup, outcome } = summaryOf(run);
    assert.deepEqual([engines, wall, speedup, outcome], [2, 2, 1.5, "done"]);
  });

  it("tells the engines that client cells used, without the client", () => {
    const run = sampleRun([sampleTask(CLIENT), sampleTask(0), sampleTask(1)], { metrics });
    assert.equal(summaryOf(run).engines, 2);
    assert.equal(summaryOf(sampleRun([sampleTask(CLIENT)], { metrics })).engines, 1);
  });

  it("tells no speed-up where it says nothing", () => {
    assert.equal(summaryOf(sampleRun([sampleTask(0)], { metrics })).speedup, null, "on one engine");
    const failed = sampleRun([sampleTask(0), sampleTask(1, { status: "error" })], { metrics });
    assert.equal(summaryOf(failed).speedup, null, "of a run that failed");
  });

  it("tells the measured speed-up of a job that was compared with one engine", () => {
    const { record } = sampleJob({ engines: 2, tasks: 4 });
    const job = {
      reason: "",
      input: [],
      outcome: "done",
      serial: { wall: record.metrics.wall * 3 },
    } as const;
    assert.ok(Math.abs((summaryOf({ record: { ...record, job } }).speedup ?? 0) - 3) < 1e-9);
  });

  it("tells the gravest of what happened", () => {
    const of = (...all: ("ok" | "error" | "died" | "timeout" | "interrupted" | "pending")[]) =>
      outcomeOf({ tasks: all.map((status, id) => sampleTask(id, { status })) });
    assert.equal(of("ok", "error", "died"), "died");
    assert.equal(of("ok", "timeout", "error"), "failed");
    assert.equal(of("interrupted", "timeout"), "timedOut");
    assert.equal(of("ok", "interrupted"), "interrupted");
    assert.equal(of("pending"), "notRun");
  });

  it("tells of a job how the job ended, whatever its tasks did", () => {
    assert.equal(outcomeOf(sampleJob({ engines: 2, tasks: 4 }).record), "done");
    const job = { reason: "", input: [], outcome: "cancelled" } as const;
    assert.equal(outcomeOf({ tasks: [sampleTask(0)], job }), "interrupted");
  });
});
