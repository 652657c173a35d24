import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { engineSummaries, runRange } from "../../../media/results/model/engineSummary";
import { runStatus } from "../../../media/results/model/runStatus";
import { strings } from "../../../media/results/strings/strings";
import type { RunSnapshot, TaskRecord } from "../../../src/protocol/run";
import { BEGIN, pendingTask, printed, sampleOutput, sampleRun, sampleTask } from "./sampleRun";

describe("Engine summaries", () => {
  it("name every engine of the run by id, those without a task or an entry included", () => {
    const run = sampleRun([sampleTask(0, { engine: 3 }), sampleTask(1, { engine: 1 })], {
      engines: [{ id: 2, pid: 42, host: "laptop" }],
    });
    const engines = engineSummaries(run);
    assert.deepEqual(
      engines.map(({ id, pid, status }) => [id, pid, status]),
      [
        [1, undefined, "ok"],
        [2, 42, "notRun"],
        [3, undefined, "ok"],
      ],
    );
  });

  it("tell how far the work has come while it goes on, and then its gravest outcome", () => {
    const done = sampleTask(0);
    const failed = sampleTask(1, { engine: 0, status: "error" });
    const died = sampleTask(2, { engine: 0, status: "died" });
    const waiting = pendingTask(3, { engine: 0 });
    const started = pendingTask(4, { engine: 0, started: BEGIN + 1 });
    assert.equal(statusOf([], false), "waiting");
    assert.equal(statusOf([waiting], false), "running");
    assert.equal(statusOf([waiting], true), "notRun");
    assert.equal(statusOf([started], false), "running");
    assert.equal(statusOf([failed, waiting], false), "running");
    assert.equal(statusOf([failed, done], false), "error");
    assert.equal(statusOf([failed, done, died], true), "died");
    assert.equal(statusOf([done, waiting], true), "ok");
  });

  it("add up what the ended tasks took, without their waits for a core", () => {
    const tasks = [
      sampleTask(0, { waitSeconds: 0.04 }),
      sampleTask(1, { engine: 0, started: BEGIN + 200, completed: BEGIN + 500, cpuSeconds: 0.3 }),
      pendingTask(2, { engine: 0, started: BEGIN + 500 }),
    ];
    const [engine] = engineSummaries(sampleRun(tasks, { finished: false }));
    assert.ok(engine?.spent);
    assertNear(engine.spent.worked, 0.06 + 0.3);
    assertNear(engine.spent.waitedForCore, 0.04);
    assertNear(engine.spent.cpu, 0.39);
    assert.equal(engine.started, BEGIN + 10);
    assert.equal(engine.finished, undefined);
  });

  it("take the first task of a working engine for started as soon as the engine was free", () => {
    const tasks = [
      sampleTask(0, { completed: BEGIN + 300 }),
      pendingTask(1, { engine: 0 }),
      pendingTask(2, { engine: 0 }),
      pendingTask(3, { engine: 1, submitted: BEGIN + 5 }),
    ];
    const starts = (finished: boolean) =>
      engineSummaries(sampleRun(tasks, { finished })).map((engine) =>
        engine.tasks.map(({ started }) => started),
      );
    assert.deepEqual(starts(false), [[BEGIN + 10, BEGIN + 300, undefined], [BEGIN + 5]]);
    assert.deepEqual(starts(true), [[BEGIN + 10, undefined, undefined], [undefined]]);
  });

  it("have an output even when nothing was put out", () => {
    const tasks = [sampleTask(0), sampleTask(1), sampleTask(2)];
    const outputs = [sampleOutput(1, [printed("a")]), sampleOutput(2, [], 9)];
    const engines = engineSummaries(sampleRun(tasks, { outputs }));
    assert.deepEqual(
      engines.map(({ hasOutput }) => hasOutput),
      [false, true, true],
    );
    assert.deepEqual(engines[0]?.output, sampleOutput(0, []));
  });
});

describe("The range of a run's bars", () => {
  it("goes from the first task to the last result, and to now while the run goes on", () => {
    const tasks = [sampleTask(0), sampleTask(1, { submitted: BEGIN - 3, received: BEGIN + 400 })];
    assert.deepEqual(runRange(sampleRun(tasks), BEGIN + 9000), { from: BEGIN - 3, to: BEGIN + 400 });
    assert.deepEqual(runRange(sampleRun(tasks, { finished: false }), BEGIN + 9000), {
      from: BEGIN - 3,
      to: BEGIN + 9000,
    });
  });

  it("does not grow while the same job runs on one engine, to compare", () => {
    const job = { reason: "", input: [], serial: {} };
    const run = sampleRun([sampleTask(0)], { finished: false, job });
    assert.deepEqual(runRange(run, BEGIN + 9000), { from: BEGIN, to: BEGIN + 112 });
  });

  it("is never negative when this machine's clock is behind", () => {
    const run = sampleRun([pendingTask(0)], { finished: false });
    assert.deepEqual(runRange(run, BEGIN - 60_000), { from: BEGIN, to: BEGIN });
  });
});

describe("The status of a run in words", () => {
  const ok = sampleTask(0);
  const failed = sampleTask(1, { status: "error" });
  const died = sampleTask(2, { status: "died" });
  const interrupted = sampleTask(3, { status: "interrupted" });

  it("says how far a run is", () => {
    assert.equal(words(sampleRun([], { finished: false })), "Starting engines…");
    assert.equal(words(sampleRun([pendingTask(0)], { finished: false })), "Running…");
    assert.equal(words(sampleRun([])), "Did not run");
    assert.equal(words(sampleRun([ok])), "Done");
  });

  it("says on which engines it went wrong, and how", () => {
    assert.equal(words(sampleRun([ok, failed])), "Failed on 1 of 2 engines");
    assert.equal(words(sampleRun([died])), "Engine 2 died");
    assert.equal(words(sampleRun([interrupted])), "Interrupted");
    assert.equal(words(sampleRun([ok, sampleTask(1, { status: "timeout" })])), "Timed out on 1 of 2 engines");
    assert.equal(
      words(sampleRun([ok, failed, died, interrupted, sampleTask(4, { status: "died" })])),
      "Engines 2, 4 died; failed on 1 of 5 engines; interrupted on 1 of 5 engines",
    );
  });
});

describe("The status of a map/reduce job", () => {
  const job = { reason: "", input: [] };
  const tasks = [sampleTask(0, { phase: "map", status: "error" }), sampleTask(1, { phase: "map" })];

  it("is that of the whole job, since what fails on one engine may go well on another", () => {
    assert.equal(words(sampleRun(tasks, { job: { ...job, outcome: "done" } })), "Done");
    assert.equal(words(sampleRun(tasks, { job: { ...job, outcome: "failed" } })), "Failed");
    assert.equal(words(sampleRun(tasks, { job: { ...job, outcome: "cancelled" } })), "Cancelled");
  });

  it("tells how long each engine spent in each phase", () => {
    const phases = ["map", "map", "reduce"] as const;
    const run = sampleRun(phases.map((phase, id) => sampleTask(id, { phase, engine: 0 })));
    const [engine] = engineSummaries(run);
    assertNear(engine?.spent?.phases.get("map") ?? 0, 0.2);
    assertNear(engine?.spent?.phases.get("reduce") ?? 0, 0.1);
  });
});

function statusOf(tasks: readonly TaskRecord[], finished: boolean) {
  const engines = [{ id: 0, pid: 1, host: "laptop" }];
  return engineSummaries(sampleRun(tasks, { engines, finished }))[0]?.status;
}

function words(run: RunSnapshot): string {
  return strings.runStatus(runStatus(engineSummaries(run), run.finished, run.record.job?.outcome));
}

function assertNear(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
}
