import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { commonOutput } from "../../../media/results/model/commonOutput";
import { engineSummaries } from "../../../media/results/model/engineSummary";
import { commonErrors } from "../../../media/results/model/errorGroups";
import type { OutputItem } from "../../../src/protocol/run";
import { printed, sampleOutput, sampleRun, sampleTask } from "./sampleRun";

describe("Output that engines have in common", () => {
  it("is that of most, and says of the others where they differ first", () => {
    const common = commonOf(["a\nb\n", "a\nb\n", "a\nc\n", "a\nb\n"]);
    assert.deepEqual(
      common?.same.map(({ id }) => id),
      [0, 1, 3],
    );
    assert.deepEqual([...(common?.odd ?? [])], [[2, { first: { line: 2, left: "c", right: "b" } }]]);
  });

  it("is that of all when all are alike", () => {
    const common = commonOf(["a\n", "a\n"]);
    assert.equal(common?.same.length, 2);
    assert.equal(common?.odd.size, 0);
  });

  it("may be silence", () => {
    const common = commonOf(["done\n", "", ""]);
    assert.deepEqual([...(common?.odd ?? [])], [[0, { first: { line: 1, left: "done" } }]]);
  });

  it("is none where no more than half are alike", () => {
    assert.equal(commonOf(["a", "a", "b", "b"]), undefined);
    assert.equal(commonOf(["a", "b", "c"]), undefined);
    assert.equal(commonOf(["a"]), undefined);
  });

  it("leaves out engines that failed", () => {
    const tasks = [sampleTask(0), sampleTask(1), sampleTask(2, { status: "error" })];
    const outputs = tasks.map(({ id }) => sampleOutput(id, [{ ...printed("a\n"), task: id }]));
    const common = commonOutput(engineSummaries(sampleRun(tasks, { outputs })), () => undefined);
    assert.deepEqual(
      common?.same.map(({ id }) => id),
      [0, 1],
    );
    assert.equal(common?.odd.size, 0);
  });
});

describe("Errors that engines have in common", () => {
  const raised = (task: number, message: string): OutputItem => ({
    task,
    kind: "error",
    error: { name: "ValueError", message, traceback: `of ${task}`, filename: "/a.py", line: 3 },
  });
  const errorsOf = (messages: readonly string[]) => {
    const tasks = messages.map((_, id) => sampleTask(id, { status: "error" }));
    const outputs = messages.map((message, id) => sampleOutput(id, [raised(id, message)]));
    return commonErrors(sampleRun(tasks, { outputs }));
  };

  it("are told once, with the engines and the first one's traceback", () => {
    const [group, ...others] = errorsOf(["no", "other", "no"]);
    assert.deepEqual(group?.engines, [0, 2]);
    assert.equal(group?.error.traceback, "of 0");
    assert.deepEqual(others, []);
  });

  it("are none where each says something else", () => {
    assert.deepEqual(errorsOf(["a", "b"]), []);
  });
});

function commonOf(texts: readonly string[]) {
  const tasks = texts.map((_, id) => sampleTask(id));
  const outputs = texts.map((text, id) => sampleOutput(id, text ? [{ ...printed(text), task: id }] : []));
  return commonOutput(engineSummaries(sampleRun(tasks, { outputs })), () => undefined);
}
