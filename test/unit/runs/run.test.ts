import assert from "node:assert/strict";
import type { RunChange } from "../../../src/runs/run";
import { sampleRun } from "./sampleRun";

const text = (value: string, stream: "stdout" | "stderr" = "stdout") =>
  ({ type: "output", stream, text: value }) as const;

describe("a run", () => {
  it("records tasks from their submission to their end", () => {
    const run = sampleRun();
    const task = run.beginTask(2, "map", { attempt: 3, records: 10, label: "Count" });
    assert.deepEqual(
      {
        status: task.status,
        engine: task.engine,
        phase: task.phase,
        attempt: task.attempt,
        label: task.label,
      },
      { status: "pending", engine: 2, phase: "map", attempt: 3, label: "Count" },
    );
    const times = {
      started: task.submitted + 1,
      completed: task.submitted + 2,
      cpuSeconds: 0.5,
      waitSeconds: 0.1,
    };
    run.endTask(task, { status: "ok", ...times, bytesIn: 7, bytesOut: 8 });
    const [recorded] = run.record().tasks;
    assert.ok(recorded?.received !== undefined && recorded.received >= recorded.submitted);
    const { id, submitted, received, ...rest } = recorded;
    assert.deepEqual(rest, {
      engine: 2,
      phase: "map",
      attempt: 3,
      label: "Count",
      status: "ok",
      ...times,
      bytesIn: 7,
      bytesOut: 8,
      records: 10,
    });
    assert.equal(id, 0);
  });

  it("numbers tasks in the order of their submission", () => {
    const run = sampleRun();
    assert.deepEqual(
      [1, 0, 1].map((engine) => run.beginTask(engine, "run").id),
      [0, 1, 2],
    );
  });

  it("keeps what each engine put out, in order, with its task", () => {
    const run = sampleRun();
    const first = run.beginTask(0, "run");
    const second = run.beginTask(1, "run");
    run.taskEvent(first, text("a"));
    run.taskEvent(second, text("b", "stderr"));
    run.taskEvent(first, { type: "display", value: { text: "fig" } });
    run.endTask(first, { status: "ok", result: { text: "42" } });
    run.endTask(second, { status: "error", error: { name: "E", message: "m", traceback: "t" } });
    assert.deepEqual(run.snapshot().outputs, [
      {
        engine: 0,
        notKept: 0,
        items: [
          { task: 0, kind: "text", stream: "stdout", text: "a" },
          { task: 0, kind: "display", value: { text: "fig" } },
          { task: 0, kind: "result", value: { text: "42" } },
        ],
      },
      {
        engine: 1,
        notKept: 0,
        items: [
          { task: 1, kind: "text", stream: "stderr", text: "b" },
          { task: 1, kind: "error", error: { name: "E", message: "m", traceback: "t" } },
        ],
      },
    ]);
  });

  it("keeps so much of an engine's output and counts the rest, over all of its tasks", () => {
    const run = sampleRun(10);
    const first = run.beginTask(0, "run");
    const second = run.beginTask(0, "run");
    const other = run.beginTask(1, "run");
    run.taskEvent(first, text("12345678"));
    run.taskEvent(second, text("abcdef"));
    run.taskEvent(second, text("gh"));
    run.taskEvent(other, text("1234567890"));
    run.endTask(second, { status: "ok", notKept: 100, result: { text: "still shown" } });
    const [output, untouched] = run.snapshot().outputs;
    assert.deepEqual(
      output?.items.map((item) => (item.kind === "text" ? item.text : item.kind)),
      ["12345678", "ab", "result"],
    );
    assert.equal(output?.notKept, 106);
    assert.equal(untouched?.notKept, 0);
  });

  it("puts output that belongs to no task with the engine's last one", () => {
    const run = sampleRun();
    run.strayOutput(0, "stdout", "nobody's");
    run.beginTask(0, "run");
    run.beginTask(0, "run");
    run.beginTask(1, "run");
    run.strayOutput(0, "stdout", "late");
    assert.deepEqual(run.snapshot().outputs, [
      { engine: 0, notKept: 0, items: [{ task: 1, kind: "text", stream: "stdout", text: "late" }] },
    ]);
  });

  it("lists its engines once each, by number, with the process that they have now", () => {
    const run = sampleRun();
    const changes: RunChange[] = [];
    run.onDidChange((change) => changes.push(change));
    run.addEngine({ id: 1, pid: 11, host: "h" });
    run.addEngine({ id: 0, pid: 10, host: "h" });
    run.addEngine({ id: 1, pid: 11, host: "h" });
    run.addEngine({ id: 1, pid: 12, host: "h" });
    assert.deepEqual(run.record().engines, [
      { id: 0, pid: 10, host: "h" },
      { id: 1, pid: 12, host: "h" },
    ]);
    assert.equal(changes.length, 3);
  });

  it("finishes once", () => {
    const run = sampleRun();
    let finished = 0;
    run.onDidChange(({ type }) => {
      if (type === "finished") finished += 1;
    });
    run.finish();
    run.finish();
    assert.equal(finished, 1);
    assert.equal(run.finished, true);
    assert.equal(run.snapshot().finished, true);
  });

  it("is a document that JSON can carry", () => {
    const run = sampleRun();
    run.endTask(run.beginTask(0, "run"), { status: "ok" });
    assert.deepEqual(JSON.parse(JSON.stringify(run.record())), run.record());
    assert.notEqual(run.id, sampleRun().id);
  });
});
