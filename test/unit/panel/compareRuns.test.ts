import assert from "node:assert/strict";
import { compareFigures, compareOutputs, firstDifference } from "../../../media/results/model/compareRuns";
import { compareStrings } from "../../../media/results/strings/compareStrings";
import type { OutputItem, RunSnapshot } from "../../../src/protocol/run";
import { printed, sampleOutput, sampleRun, sampleTask } from "./sampleRun";

/** A run in which engines put these things out. */
function runOf(...outputs: readonly (readonly OutputItem[])[]): RunSnapshot {
  return sampleRun(
    outputs.map((_, id) => sampleTask(id)),
    { outputs: outputs.map((items, engine) => sampleOutput(engine, items)) },
  );
}

const kinds = (left: RunSnapshot, right: RunSnapshot) =>
  compareOutputs(left, right).map(({ engine, kind }) => `${engine} ${kind}`);

describe("two runs side by side", () => {
  it("have the same output, in however many pieces it came", () => {
    const left = runOf([printed("one\ntwo\n")], []);
    const right = runOf([printed("one\n"), printed("two\n")], []);
    assert.deepEqual(kinds(left, right), ["0 same", "1 silent"]);
  });

  it("differ, and the first line that does is told", () => {
    const [output] = compareOutputs(runOf([printed("a\nb\nc\n")]), runOf([printed("a\nB\nc\n")]));
    assert.equal(output?.kind, "different");
    assert.deepEqual(output?.first, { line: 2, left: "b", right: "B" });
    assert.deepEqual(output?.texts, ["a\nb\nc\n", "a\nB\nc\n"]);
  });

  it("differ where the text is the same and a picture is not", () => {
    const picture = (...bytes: number[]): OutputItem => ({
      task: 0,
      kind: "display",
      value: { text: "figure", png: Uint8Array.from(bytes) },
    });
    const [output] = compareOutputs(runOf([picture(1)]), runOf([picture(2)]));
    assert.deepEqual([output?.kind, output?.first], ["different", undefined]);
  });

  it("have the same error, if its text is the same", () => {
    const error = (message: string): OutputItem => ({
      task: 0,
      kind: "error",
      error: { name: "ValueError", message, traceback: `ValueError: ${message}` },
    });
    assert.deepEqual(kinds(runOf([error("no")]), runOf([error("no")])), ["0 same"]);
    assert.deepEqual(kinds(runOf([error("no")]), runOf([error("yes")])), ["0 different"]);
  });

  it("tell of engines that took part in one alone", () => {
    assert.deepEqual(kinds(runOf([printed("a")], [printed("a")]), runOf([printed("a")])), [
      "0 same",
      "1 left",
    ]);
    assert.deepEqual(kinds(runOf([printed("a")]), runOf([printed("a")], [])), ["0 same", "1 right"]);
  });

  it("have their figures beside each other", () => {
    const figures = compareFigures(runOf([]), runOf([], []));
    assert.deepEqual(
      figures.map(({ name }) => name),
      ["wall", "serial", "cpu", "speedup", "efficiency", "imbalance", "engines", "tasks"],
    );
    const engines = figures.find(({ name }) => name === "engines");
    assert.deepEqual([engines?.left, engines?.right], [1, 2]);
  });

  it("have no CPU time that nobody measured", () => {
    const run = (cpuSeconds: number) => sampleRun([sampleTask(0, { cpuSeconds })]);
    const cpu = compareFigures(run(0), run(0.5)).find(({ name }) => name === "cpu");
    assert.deepEqual([cpu?.left, cpu?.right], [null, 0.5]);
  });

  it("tell a difference in words: what the right one has more or less", () => {
    const figure = { name: "wall", unit: "seconds" } as const;
    assert.equal(compareStrings.difference({ ...figure, left: 2, right: 3 }), "+1.00 s (+50%)");
    assert.equal(compareStrings.difference({ ...figure, left: 2, right: 1 }), "−1.00 s (−50%)");
    assert.equal(compareStrings.difference({ ...figure, left: 2, right: 2 }), "same");
    assert.equal(compareStrings.difference({ ...figure, left: null, right: 2 }), "–");
    const share = { name: "efficiency", unit: "share", left: 0.5, right: 0.75 } as const;
    assert.equal(compareStrings.difference(share), "+25 points");
    const speedup = { name: "speedup", unit: "times" } as const;
    assert.equal(compareStrings.difference({ ...speedup, left: 0.04, right: 0.06 }), "+0.1×");
    assert.equal(compareStrings.difference({ ...speedup, left: 1.96, right: 2.04 }), "same");
  });
});

describe("the first difference of two texts", () => {
  it("is the first line that is not the same", () => {
    assert.deepEqual(firstDifference("a\nb", "a\nc"), { line: 2, left: "b", right: "c" });
  });

  it("is where one of them ends", () => {
    assert.deepEqual(firstDifference("a\n", "a\nb\n"), { line: 2, right: "b" });
    assert.deepEqual(firstDifference("a\nb\n", ""), { line: 1, left: "a" });
  });

  it("is none where they are equal", () => {
    assert.equal(firstDifference("a\n", "a\n"), undefined);
  });
});

describe("two runs of cells side by side", () => {
  const run = (...cells: readonly (readonly [title: string, engine: number, text: string])[]) =>
    sampleRun(
      cells.map(([label, engine], id) => sampleTask(id, { label, engine })),
      {
        ...{ kind: "map", cells: [...cells.map(([title]) => title), "Never"] },
        outputs: [0, 1].map((engine) =>
          sampleOutput(
            engine,
            cells.flatMap(([, own, text], id) => (own === engine ? printed(text, "stdout", id) : [])),
          ),
        ),
      },
    );

  it("are compared by cell, on whichever engine it was", () => {
    const left = run(["Load", 0, "loaded\n"], ["Fit", 1, "a\n"], ["Fit", 1, "b\n"], ["Old", 0, "x\n"]);
    const right = run(["Load", 1, "loaded\n"], ["Fit", 0, "a\n"], ["Fit", 0, "c\n"], ["New", 0, "y\n"]);
    assert.deepEqual(
      compareOutputs(left, right).map(({ cell, kind }) => [cell, kind]),
      [
        ["Load", "same"],
        ["Fit", "same"],
        ["Fit", "different"],
        ["Old", "left"],
        ["New", "right"],
      ],
    );
  });

  it("are compared by engine where one ran each cell everywhere", () => {
    const cells = run(["Load", 0, "loaded\n"]);
    assert.ok(compareOutputs(cells, runOf([printed("loaded\n")])).every(({ cell }) => cell === undefined));
  });
});
