import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type OutputBlock, OutputBlocks } from "../../../media/results/model/outputBlocks";
import type { OutputItem } from "../../../src/protocol/run";
import { printed } from "./sampleRun";

describe("Output blocks", () => {
  it("join neighbouring text of one stream, and set streams apart", () => {
    assert.deepEqual(texts([printed("a\nb"), printed("c\n"), printed("oops\n", "stderr"), printed("d\n")]), [
      ["stdout", "a\nbc\n"],
      ["stderr", "oops\n"],
      ["stdout", "d\n"],
    ]);
  });

  it("know in which block a task's output begins", () => {
    const blocks = new OutputBlocks((task) => (task === 2 ? "Title" : undefined));
    blocks.append([printed("a\n", "stdout", 0), printed("b\n", "stdout", 1), printed("c\n", "stderr", 1)]);
    blocks.append([printed("d\n", "stdout", 2), printed("e\n", "stdout", 0)]);
    assert.deepEqual(
      blocks.blocks.map((block) => (block.kind === "text" ? block.text : block.kind)),
      ["a\nb\n", "c\n", "task", "d\ne\n"],
    );
    assert.deepEqual(
      [0, 1, 2, 3].map((task) => blocks.beginOf(task)),
      [0, 0, 2, undefined],
    );
  });

  it("show a line that has not ended, and go on with it", () => {
    const blocks = layOut([printed("first\nso ")]);
    assert.equal(textOf(blocks.blocks[0]), "first\nso ");
    blocks.append([printed("far")]);
    assert.equal(textOf(blocks.blocks[0]), "first\nso far");
    blocks.append([printed("\rnow\n")]);
    assert.equal(textOf(blocks.blocks[0]), "first\nnowfar\n");
    assert.equal(blocks.blocks.length, 1);
  });

  it("end the line under way where something else begins", () => {
    assert.deepEqual(texts([printed("a"), printed("b", "stderr"), result("1"), printed("c")]), [
      ["stdout", "a\n"],
      ["stderr", "b\n"],
      ["stdout", "c"],
    ]);
  });

  it("are small, and final but for the last, however long the output", () => {
    const blocks = layOut([]);
    const lines = Array.from({ length: 12_345 }, (_, index) => `line ${index}\n`);
    let finished: string[] = [];
    for (let start = 0; start < lines.length; start += 777) {
      blocks.append([printed(lines.slice(start, start + 777).join(""))]);
      const now = blocks.blocks.map(textOf);
      assert.deepEqual(now.slice(0, finished.length), finished);
      finished = now.slice(0, -1);
    }
    assert.equal(blocks.blocks.map(textOf).join(""), lines.join(""));
    assert.ok(blocks.blocks.every(({ rows }) => rows <= 101));
    assert.equal(sum(blocks.blocks.map(({ rows }) => rows)), lines.length);
  });

  it("go on with a colour code that is cut where a block is full", () => {
    const lines = "line\n".repeat(100);
    const blocks = layOut([printed(`${lines}\u001b[3`), printed("1mred\n")]);
    assert.equal(blocks.blocks.length, 2);
    assert.equal(blocks.text(), `${lines}red\n`);
  });

  it("keep looks with their text, within one task", () => {
    const blocks = layOut([
      printed("plain \u001b[3", "stdout", 0),
      printed("1mred\nstill red ", "stdout", 0),
      printed("oops", "stderr", 0),
      printed("on\n", "stdout", 0),
      printed("next\n", "stdout", 1),
    ]);
    assert.deepEqual(blocks.blocks.map(coloured), [["red", "still red "], [], ["on"]]);
  });

  it("keep the looks of a line under way, and of one that is cut", () => {
    const blocks = layOut([printed("a\n\u001b[31mred")]);
    assert.deepEqual(coloured(blocks.blocks[0]), ["red"]);
    blocks.append([printed(" more\n")]);
    assert.deepEqual(coloured(blocks.blocks[0]), ["red more"]);
    const long = layOut([printed(`${"x".repeat(15_990)}\u001b[31m${"r".repeat(20)}\n`)]);
    assert.equal(long.blocks.flatMap(coloured).join(""), "r".repeat(20));
  });

  it("keep no more looks than can be drawn", () => {
    const blocks = layOut([printed("\u001b[31mx\u001b[0my\n".repeat(250_000))]);
    const count = sum(blocks.blocks.map((block) => (block.kind === "text" ? block.stretches.length : 0)));
    assert.equal(count, 200_000);
    assert.equal(blocks.text(), "xy\n".repeat(250_000));
  });

  it("cut an endless line on the page and not in the copy", () => {
    const line = "x".repeat(100_000);
    for (const items of [
      [printed(`${line}\nend\n`)],
      [printed(line), printed(line), printed("\nend\n")],
      [printed(`${line}\n`), printed(line)],
    ]) {
      const blocks = layOut(items);
      assert.ok(blocks.blocks.every((block) => textOf(block).length <= 32_000));
      assert.equal(blocks.text(), items.map((item) => (item.kind === "text" ? item.text : "")).join(""));
    }
  });

  it("put a cell's title above what it put out, and only where there is one", () => {
    const label = (task: number) => (task === 1 ? "Count" : undefined);
    const blocks = new OutputBlocks(label);
    blocks.append([printed("a\n", "stdout", 0), printed("b\n", "stdout", 2), printed("c\n", "stdout", 1)]);
    assert.deepEqual(
      blocks.blocks.map(({ kind }) => kind),
      ["text", "task", "text"],
    );
    assert.equal(blocks.text(), "a\nb\nCount\nc\n");
  });

  it("copy as plain text: prints, results and errors in their order", () => {
    const traceback = 'Traceback (most recent call last):\n  File "a.py", line 1\nValueError: no';
    const blocks = layOut([
      printed("\u001b[1mbold\u001b[0m"),
      result("42"),
      {
        task: 0,
        kind: "error",
        error: { name: "ValueError", message: "no", traceback: `\u001b[31m${traceback}\u001b[0m` },
      },
    ]);
    assert.equal(blocks.text(), `bold\n42\n${traceback}\n`);
  });
});

function layOut(items: readonly OutputItem[]): OutputBlocks {
  const blocks = new OutputBlocks(() => undefined);
  blocks.append(items);
  return blocks;
}

function texts(items: readonly OutputItem[]) {
  return layOut(items).blocks.flatMap((block) => (block.kind === "text" ? [[block.stream, block.text]] : []));
}

function coloured(block: OutputBlock | undefined): string[] {
  if (block?.kind !== "text") return [];
  return block.stretches.map(({ start, end }) => block.text.slice(start, end));
}

function textOf(block: OutputBlock | undefined): string {
  return block?.kind === "text" ? block.text : "";
}

function result(text: string): OutputItem {
  return { task: 0, kind: "result", value: { text } };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
