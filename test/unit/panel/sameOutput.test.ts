import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { sameOutput } from "../../../media/results/model/sameOutput";
import type { OutputItem } from "../../../src/protocol/run";
import { printed, sampleOutput } from "./sampleRun";

describe("Identical output", () => {
  const picture = (...bytes: number[]): OutputItem => ({
    task: 0,
    kind: "display",
    value: { text: "<Figure>", png: Uint8Array.from(bytes) },
  });
  const result = (text: string, html?: string): OutputItem => ({
    task: 0,
    kind: "result",
    value: { text, ...(html !== undefined && { html }) },
  });

  it("is the same whatever pieces and tasks it came from", () => {
    checkSame(
      [printed("a\nb\n"), result("1")],
      [printed("a\n", "stdout", 1), printed("b\n", "stdout", 2), result("1")],
    );
    checkSame([picture(1, 2)], [picture(1, 2)]);
    checkSame([], []);
  });

  it("is the same in whatever colours, also where a code is cut", () => {
    checkSame([printed("\u001b[3"), printed("1ma\u001b[0m\n")], [printed("a\n")]);
  });

  it("differs with text, stream, order, result, picture, or length", () => {
    checkDifferent([printed("a")], [printed("b")]);
    checkDifferent([printed("a")], [printed("a", "stderr")]);
    checkDifferent([printed("a"), printed("b", "stderr")], [printed("b", "stderr"), printed("a")]);
    checkDifferent([result("1")], [result("2")]);
    checkDifferent([result("1", "<b>1</b>")], [result("1")]);
    checkDifferent([picture(1, 2)], [picture(1, 3)]);
    checkDifferent([printed("a")], [printed("a"), result("1")]);
    checkDifferent([printed("a"), result("1")], [printed("a")]);
  });

  it("never holds for errors, nor where different amounts were not kept", () => {
    const error: OutputItem = { task: 0, kind: "error", error: { name: "E", message: "", traceback: "" } };
    checkDifferent([error], [error]);
    assert.equal(sameOutput([sampleOutput(0, [], 5), sampleOutput(1, [], 6)]), false);
  });

  it("looks at every engine", () => {
    const same = sampleOutput(0, [printed("a")]);
    assert.equal(sameOutput([same, same, same, sampleOutput(3, [printed("b")])]), false);
  });
});

function checkSame(a: readonly OutputItem[], b: readonly OutputItem[]): void {
  assert.equal(sameOutput([sampleOutput(0, a), sampleOutput(1, b)]), true);
}

function checkDifferent(a: readonly OutputItem[], b: readonly OutputItem[]): void {
  assert.equal(sameOutput([sampleOutput(0, a), sampleOutput(1, b)]), false);
}
