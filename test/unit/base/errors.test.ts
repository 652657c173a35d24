import assert from "node:assert/strict";
import { errors, LabsError, messageOf } from "../../../src/base/errors";

describe("errors", () => {
  const all: readonly (readonly [LabsError, kind: string, code: string])[] = [
    [errors.wrongUsage("Do that."), "usage", "wrong-usage"],
    [errors.noPython(["python3", "python"]), "usage", "no-python"],
    [errors.oldPython("/usr/bin/python", "3.8.1"), "usage", "old-python"],
    [errors.brokenPython("/usr/bin/python", "it said so"), "usage", "broken-python"],
    [errors.engineStart(2, "no such file"), "crash", "engine-start"],
    [errors.engineStopped(2), "crash", "engine-stopped"],
    [errors.noSuchEngine(4, 4), "usage", "no-such-engine"],
    [errors.notSendable("x"), "usage", "not-sendable"],
    [errors.task("it raised"), "task", "task-failed"],
    [errors.cancelled("The run"), "cancelled", "cancelled"],
  ];

  for (const [error, kind, code] of all) {
    it(`${code} is a failure of kind ${kind} and has a message of one line`, () => {
      assert.ok(error instanceof LabsError && error instanceof Error);
      assert.deepEqual([error.kind, error.code, error.name], [kind, code, "LabsError"]);
      assert.match(error.message, /^\S[^\n]+$/);
    });
  }

  it("have codes of their own", () => {
    assert.equal(new Set(all.map(([error]) => error.code)).size, all.length);
  });

  it("keep their cause", () => {
    const cause = new Error("deeper");
    assert.equal(errors.engineStart(0, "deeper", cause).cause, cause);
    assert.equal("cause" in errors.engineStart(0, "deeper"), false);
  });

  it("name what was wrong", () => {
    assert.match(errors.noSuchEngine(4, 4).message, /no engine 4: targets go from 0 to 3 with 4 engines\.$/);
    assert.match(errors.noSuchEngine(1, 1).message, /from 0 to 0 with 1 engine\.$/);
    assert.match(errors.oldPython("/p", "3.8.1").message, /\/p is Python 3\.8\.1, and engines need 3\.9/);
  });

  it("have messages whatever was thrown", () => {
    assert.equal(messageOf(new Error("a")), "a");
    assert.equal(messageOf("b"), "b");
    assert.equal(messageOf(undefined), "undefined");
  });
});
