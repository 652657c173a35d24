import assert from "node:assert/strict";
import { EngineTaskError, failureOf } from "../../../src/views/failure";

describe("failures of calls", () => {
  const error = { name: "ValueError", message: "no", traceback: "Traceback …" };

  it("of the user's code name the engine and keep the traceback", () => {
    const failure = failureOf(2, "error", error);
    assert.ok(failure instanceof EngineTaskError);
    assert.deepEqual([failure.kind, failure.code, failure.engine], ["task", "task-failed", 2]);
    assert.equal(failure.message, "engine 2: ValueError: no");
    assert.equal(failure.taskError, error);
  });

  it("by death say how", () => {
    const failure = failureOf(2, "died", { name: "EngineDied", message: "died (signal 9)", traceback: "" });
    assert.deepEqual(
      [failure.kind, failure.code, failure.message],
      ["crash", "engine-died", "engine 2 died (signal 9)"],
    );
    assert.equal(failureOf(2, "died").message, "engine 2 died");
  });

  it("by interrupt are cancellations, by timeout the task's", () => {
    assert.equal(failureOf(0, "interrupted").kind, "cancelled");
    const late = failureOf(0, "timeout");
    assert.deepEqual([late.kind, late.message], ["task", "engine 0 ran out of time"]);
  });
});
