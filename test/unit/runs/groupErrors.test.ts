import assert from "node:assert/strict";
import type { TaskError, TaskStatus } from "../../../src/protocol/task";
import { groupErrors } from "../../../src/runs/groupErrors";
import { Run } from "../../../src/runs/run";

/** The errors of a run in which each engine has one task that ended so. */
function errorsOf(...ends: readonly (readonly [number, TaskStatus, Partial<TaskError>])[]) {
  const source = { filename: "/lab.py", title: "", language: "python" } as const;
  const run = new Run({ kind: "run", backend: "python", source, outputLimit: 100 });
  for (const [engine, status, error] of ends) {
    const task = run.beginTask(engine, "run");
    run.endTask(task, { status, error: { name: "E", message: "m", traceback: "", ...error } });
  }
  return groupErrors(run.snapshot());
}

const at = (line: number) => ({ filename: "/lab.py", line });

describe("errors of a run", () => {
  it("are one where engines say the same of the same line", () => {
    assert.deepEqual(errorsOf([2, "error", at(3)], [0, "error", at(3)], [1, "error", at(4)]), [
      { ...at(3), name: "E", message: "m", engines: [0, 2] },
      { ...at(4), name: "E", message: "m", engines: [1] },
    ]);
    assert.equal(errorsOf([0, "error", at(3)], [1, "error", { ...at(3), message: "other" }]).length, 2);
  });

  it("are those that have a place, and that nobody asked for", () => {
    assert.deepEqual(
      errorsOf([0, "error", {}], [1, "interrupted", at(3)], [2, "timeout", at(3)], [3, "died", at(3)]),
      [],
    );
  });

  it("count an engine once", () => {
    assert.deepEqual(errorsOf([0, "error", at(3)], [0, "error", at(3)])[0]?.engines, [0]);
  });
});
