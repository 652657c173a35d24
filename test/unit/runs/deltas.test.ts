import assert from "node:assert/strict";
import fc from "fast-check";
import type { EngineOutput, OutputItem, RunDelta, RunSnapshot } from "../../../src/protocol/run";
import { DeltaCollector } from "../../../src/runs/deltas";
import type { Run } from "../../../src/runs/run";
import { sampleRun } from "./sampleRun";

/** What a view knows after a delta, by the words of the protocol. */
function applyDelta(known: RunSnapshot, delta: RunDelta): RunSnapshot {
  const { record } = known;
  const engines = new Map([...record.engines, ...delta.engines].map((engine) => [engine.id, engine]));
  const tasks = new Map([...record.tasks, ...delta.tasks].map((task) => [task.id, task]));
  const outputs = new Map(known.outputs.map((output) => [output.engine, output]));
  for (const { engine, items, notKept } of delta.outputs) {
    outputs.set(engine, { engine, items: [...(outputs.get(engine)?.items ?? []), ...items], notKept });
  }
  return {
    record: {
      ...record,
      engines: [...engines.values()].sort((a, b) => a.id - b.id),
      tasks: [...tasks.values()],
      metrics: delta.metrics,
      ...(delta.job && { job: delta.job }),
    },
    outputs: [...outputs.values()],
    finished: delta.finished,
  };
}

/** Equal up to how the text is cut into pieces and the engines' order of first output. */
function comparable(snapshot: RunSnapshot): unknown {
  const outputs = snapshot.outputs.map(({ items, ...rest }) => ({ ...rest, items: joined(items) }));
  return structuredClone({ ...snapshot, outputs: outputs.sort((a, b) => a.engine - b.engine) });
}

function joined(items: EngineOutput["items"]): OutputItem[] {
  const result: OutputItem[] = [];
  for (const item of items) {
    const last = result.at(-1);
    const same = item.kind === "text" && last?.kind === "text" && last.stream === item.stream;
    if (same && last.task === item.task) result[result.length - 1] = { ...last, text: last.text + item.text };
    else result.push(item);
  }
  return result;
}

type Step = (run: Run) => void;
const lastTask = (run: Run) => run.record().tasks.at(-1);

/** Anything that may happen in a run. */
const steps = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.record({ id: fc.nat(3), pid: fc.integer({ min: 1, max: 3 }) }).map((engine) => (run: Run) => {
    run.addEngine({ ...engine, host: "h" });
  }),
  fc.nat(3).map((engine) => (run: Run) => {
    run.beginTask(engine, "map");
  }),
  fc
    .record({
      text: fc.string({ minLength: 1, maxLength: 20 }),
      stream: fc.constantFrom("stdout" as const, "stderr" as const),
    })
    .map((output) => (run: Run) => {
      const task = lastTask(run);
      if (task) run.taskEvent(task, { type: "output", ...output });
    }),
  fc.constant((run: Run) => {
    const task = lastTask(run);
    if (task) run.taskEvent(task, { type: "display", value: { text: "figure" } });
  }),
  fc.nat(50).map((notKept) => (run: Run) => {
    const task = lastTask(run);
    if (task?.status === "pending") {
      const { submitted } = task;
      run.endTask(task, {
        status: "ok",
        started: submitted + 1,
        completed: submitted + 5,
        waitSeconds: 0,
        notKept,
      });
    }
  }),
  fc.nat(50).map((tasksDone) => (run: Run) => {
    const progress = { phase: "map", tasks: 50, tasksDone, bytes: 0, bytesDone: 0, records: 0 } as const;
    run.updateJob({ progress });
  }),
  fc.constant((run: Run) => run.updateJob({ outcome: "done" })),
  fc.constant((run: Run) => run.finish()),
);

describe("deltas", () => {
  it("applied to a snapshot give the snapshot taken after them, whatever happened", () => {
    fc.assert(
      fc.property(fc.array(steps), fc.array(fc.array(steps)), (before, rounds) => {
        const run = sampleRun(60);
        for (const step of before) step(run);
        let known = structuredClone(run.snapshot());
        const collector = new DeltaCollector(run, () => {});
        for (const round of rounds) {
          for (const step of round) step(run);
          known = applyDelta(known, structuredClone(collector.take()));
          assert.deepEqual(comparable(known), comparable(run.snapshot()));
        }
        collector.dispose();
      }),
      { numRuns: 500 },
    );
  });

  it("are told of once, and again after they were taken", () => {
    const run = sampleRun();
    let told = 0;
    const collector = new DeltaCollector(run, () => told++);
    assert.equal(told, 0);
    run.beginTask(0, "run");
    run.beginTask(1, "run");
    assert.equal(told, 1);
    collector.take();
    assert.equal(told, 1);
    run.beginTask(0, "run");
    assert.equal(told, 2);
    collector.dispose();
    collector.take();
    run.finish();
    assert.equal(told, 2);
  });

  it("hold only what changed, a chatty engine's text in one piece", () => {
    const run = sampleRun();
    const first = run.beginTask(0, "run");
    const collector = new DeltaCollector(run, () => {});
    const second = run.beginTask(1, "run");
    for (const text of ["a", "b", "c"]) run.taskEvent(second, { type: "output", stream: "stdout", text });
    run.taskEvent(second, { type: "output", stream: "stderr", text: "d" });
    const delta = collector.take();
    assert.deepEqual(
      delta.tasks.map(({ id }) => id),
      [second.id],
    );
    assert.deepEqual(delta.outputs, [
      {
        engine: 1,
        notKept: 0,
        items: [
          { task: 1, kind: "text", stream: "stdout", text: "abc" },
          { task: 1, kind: "text", stream: "stderr", text: "d" },
        ],
      },
    ]);
    const empty = collector.take();
    assert.deepEqual([empty.engines, empty.tasks, empty.outputs], [[], [], []]);
    assert.equal(first.status, "pending");
  });
});
