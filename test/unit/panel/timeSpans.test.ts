import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { timeSpans } from "../../../media/results/model/timeSpans";
import { BEGIN, pendingTask, sampleTask } from "./sampleRun";

describe("Time spans of an engine", () => {
  const range = { from: BEGIN, to: BEGIN + 1000 };

  it("show the wait before a task and its work", () => {
    const task = sampleTask(0, { started: BEGIN + 100, completed: BEGIN + 600 });
    assert.deepEqual(timeSpans([task], range), [
      { kind: "waited", from: 0, to: 0.1 },
      { kind: "worked", from: 0.1, to: 0.6 },
    ]);
  });

  it("count no wait while the engine works on another task, in whichever order they are listed", () => {
    const first = sampleTask(0, { started: BEGIN, completed: BEGIN + 400 });
    const second = sampleTask(1, { started: BEGIN + 500, completed: BEGIN + 700 });
    assert.deepEqual(timeSpans([second, first], range), [
      { kind: "worked", from: 0, to: 0.4 },
      { kind: "waited", from: 0.4, to: 0.5 },
      { kind: "worked", from: 0.5, to: 0.7 },
    ]);
  });

  it("run to the end of the range for what goes on", () => {
    assert.deepEqual(timeSpans([pendingTask(0, { started: BEGIN + 200 })], range).at(-1), {
      kind: "worked",
      from: 0.2,
      to: 1,
    });
    assert.deepEqual(timeSpans([pendingTask(0)], range), [{ kind: "waited", from: 0, to: 1 }]);
  });

  it("are one where tasks follow each other without a gap", () => {
    const tasks = [0, 1, 2].map((id) =>
      sampleTask(id, { started: BEGIN + id * 100, completed: BEGIN + (id + 1) * 100 }),
    );
    assert.deepEqual(timeSpans(tasks, range), [{ kind: "worked", from: 0, to: 0.3 }]);
  });

  it("keep work that is too short to draw visible, inside the bar", () => {
    const short = (at: number) =>
      timeSpans([sampleTask(0, { submitted: at, started: at, completed: at + 0.01 })], range);
    assert.deepEqual(short(BEGIN + 500), [{ kind: "worked", from: 0.5, to: 0.501 }]);
    assert.deepEqual(short(range.to), [{ kind: "worked", from: 0.999, to: 1 }]);
  });

  it("are bounded in number however many the tasks", () => {
    const tasks = Array.from({ length: 50_000 }, (_, id) =>
      sampleTask(id, { started: BEGIN + id / 50, completed: BEGIN + id / 50 + 0.01 }),
    );
    const spans = timeSpans(tasks, range);
    assert.ok(spans.length > 0 && spans.length <= 1000, `${spans.length} spans`);
  });

  it("are none in a range of no length", () => {
    assert.deepEqual(timeSpans([sampleTask(0)], { from: BEGIN, to: BEGIN }), []);
  });
});
