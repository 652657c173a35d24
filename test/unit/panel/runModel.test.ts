import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { RunModel } from "../../../media/results/model/runModel";
import type { OutputItem, RunDelta, RunSnapshot } from "../../../src/protocol/run";
import { DeltaCollector } from "../../../src/runs/deltas";
import { Run } from "../../../src/runs/run";
import { pendingTask, printed, sampleOutput, sampleRun, sampleTask } from "./sampleRun";

describe("The panel's model of a run", () => {
  it("shows nothing before anything has run", () => {
    const model = new RunModel();
    assert.equal(model.receive({ type: "snapshot", canRerun: false }), true);
    assert.equal(model.run, undefined);
  });

  it("equals a fresh snapshot after any series of deltas", () => {
    void fc.assert(
      fc.property(fc.array(step), fc.array(fc.record({ step, delta: fc.boolean() })), (before, after) => {
        const run = new Run({
          kind: "run",
          backend: "python",
          source: { filename: "/course/count.py", title: "Count", language: "python" },
          outputLimit: 60,
        });
        const collector = new DeltaCollector(run, () => undefined);
        for (const some of before) take(run, some);
        collector.take();
        const model = new RunModel();
        model.receive({ type: "snapshot", run: structuredClone(run.snapshot()), canRerun: true });
        for (const { step, delta } of after) {
          take(run, step);
          if (delta) model.receive({ type: "delta", delta: structuredClone(collector.take()) });
        }
        run.finish();
        model.receive({ type: "delta", delta: structuredClone(collector.take()) });
        assert.ok(model.run);
        assert.deepEqual(comparable(model.run), comparable(run.snapshot()));
      }),
    );
  });

  it("drops a delta of another run, and one before any snapshot", () => {
    const model = new RunModel();
    const delta = sampleDelta({ outputs: [sampleOutput(0, [printed("late")])] });
    assert.equal(model.receive({ type: "delta", delta }), false);
    model.receive({ type: "snapshot", run: sampleRun([], { id: "run-2" }), canRerun: true });
    assert.equal(model.receive({ type: "delta", delta }), false);
    assert.deepEqual(model.run?.outputs, []);
  });

  it("starts over with every snapshot", () => {
    const model = new RunModel();
    model.receive({ type: "snapshot", run: sampleRun([sampleTask(5), sampleTask(6)]), canRerun: true });
    const { generation } = model;
    const next = sampleRun([sampleTask(6)], { id: "run-2" });
    model.receive({ type: "snapshot", run: next, canRerun: false });
    assert.deepEqual(model.run, next);
    assert.equal(model.task(5), undefined);
    assert.equal(model.canRerun, false);
    assert.notEqual(model.generation, generation);
  });

  it("leaves the host's objects alone", () => {
    const run = sampleRun([pendingTask(0)], { outputs: [sampleOutput(0, [printed("a")])], finished: false });
    const before = structuredClone(run);
    const model = new RunModel();
    model.receive({ type: "snapshot", run, canRerun: true });
    model.receive({
      type: "delta",
      delta: sampleDelta({
        tasks: [sampleTask(0), sampleTask(1)],
        outputs: [sampleOutput(0, [printed("b")], 7)],
      }),
    });
    assert.deepEqual(run, before);
    assert.deepEqual(model.task(0), sampleTask(0));
    assert.equal(model.run?.outputs[0]?.notKept, 7);
  });

  it("keeps items in place, so that a reader can go on where it stopped", () => {
    const model = new RunModel();
    model.receive({
      type: "snapshot",
      run: sampleRun([], { outputs: [sampleOutput(0, [])] }),
      canRerun: true,
    });
    const items = model.run?.outputs[0]?.items;
    const revision = model.outputRevision;
    model.receive({ type: "delta", delta: sampleDelta({ outputs: [sampleOutput(0, [printed("a")])] }) });
    assert.equal(model.run?.outputs[0]?.items, items);
    assert.equal(items?.length, 1);
    assert.notEqual(model.outputRevision, revision);
  });

  it("reports engines that do not stop until they do, or until somebody deals with them", () => {
    const model = new RunModel();
    const tasks = [pendingTask(0), pendingTask(1), pendingTask(2)];
    model.receive({ type: "snapshot", run: sampleRun(tasks, { finished: false }), canRerun: true });
    model.receive({ type: "notStopping", engines: [1] });
    model.receive({ type: "notStopping", engines: [0, 1, 2] });
    assert.deepEqual(model.notStopping, [1, 0, 2]);
    model.settle(0);
    model.receive({ type: "delta", delta: sampleDelta({ tasks: [sampleTask(1)] }) });
    assert.deepEqual(model.notStopping, [2]);
    model.receive({ type: "delta", delta: sampleDelta({ finished: true }) });
    assert.deepEqual(model.notStopping, []);
  });
});

function sampleDelta(more: Partial<RunDelta>): RunDelta {
  const { metrics } = sampleRun([]).record;
  return { runId: "run-1", engines: [], tasks: [], outputs: [], metrics, finished: false, ...more };
}

/** One thing that can happen in a run: to an engine, or to one of the tasks that there are. */
const step = fc.record({
  what: fc.constantFrom("task", "stdout", "stderr", "ok", "error"),
  engine: fc.nat(3),
  task: fc.nat(),
  text: fc.string({ minLength: 1, maxLength: 20 }),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function take(run: Run, { what, engine, task: index, text }: Step): void {
  const { tasks } = run.record();
  const task = tasks[index % tasks.length];
  if (what === "task" || !task) {
    run.addEngine({ id: engine, pid: index, host: "laptop" });
    run.beginTask(engine, "run");
  } else if (what === "ok") {
    run.endTask(task, { status: "ok", started: 1, completed: 2, result: { text } });
  } else if (what === "error") {
    run.endTask(task, {
      status: "error",
      error: { name: "E", message: text, traceback: "" },
      notKept: index,
    });
  } else {
    run.taskEvent(task, { type: "output", stream: what, text });
  }
}

/** Deltas may carry in one text what a snapshot has in several, and list engines by their first output. */
function comparable({ record, outputs, finished }: RunSnapshot) {
  const byEngine = [...outputs].sort((a, b) => a.engine - b.engine);
  return {
    record,
    finished,
    outputs: byEngine.map((output) => ({ ...output, items: joined(output.items) })),
  };
}

function joined(items: readonly OutputItem[]): OutputItem[] {
  const result: OutputItem[] = [];
  for (const item of items) {
    const last = result.at(-1);
    if (item.kind !== "text" || last?.kind !== "text") result.push(item);
    else if (item.stream !== last.stream || item.task !== last.task) result.push(item);
    else result[result.length - 1] = { ...last, text: last.text + item.text };
  }
  return result;
}
