import assert from "node:assert/strict";
import fc from "fast-check";
import { CallOutput } from "../../../src/engines/driver/callOutput";
import type { CallEvent } from "../../../src/protocol/engineCalls";

const TOKEN = "\u001etoken";
const mark = (letter: string) => `${TOKEN}${letter}\n`;
const END = mark("f");

/** A call's output with what it gave out, fences as "fence". */
class Probe {
  readonly seen: string[] = [];
  readonly output: CallOutput;

  constructor(limit = 1000) {
    this.output = new CallOutput(
      Buffer.from(TOKEN),
      limit,
      (event) => this.take(event),
      () => this.seen.push("fence"),
    );
    this.output.begin();
  }

  out(text: string | Buffer): this {
    this.output.pushOut(Buffer.from(text));
    return this;
  }

  err(text: string | Buffer): this {
    this.output.pushErr(Buffer.from(text));
    return this;
  }

  private take(event: CallEvent): void {
    if (event.type === "output") this.seen.push(`${event.stream}: ${event.text}`);
    else if (event.type === "display") this.seen.push(`display: ${event.value.text}`);
    else if (event.type === "notKept") this.seen.push(`not kept: ${event.bytes}`);
  }
}

describe("a call's output", () => {
  it("is stdout up to its fences, with the text first", () => {
    const probe = new Probe().out(`hello\n${END}`);
    assert.deepEqual(probe.seen, [], "descriptor 2 has not ended yet");
    probe.err(END);
    assert.deepEqual(probe.seen, ["stdout: hello\n", "fence"]);
  });

  it("is stderr between marks, and on descriptor 2", () => {
    const probe = new Probe()
      .err("c code\n")
      .out(`a${mark("e")}b${mark("o")}c${END}`)
      .err(END);
    assert.deepEqual(probe.seen, ["stderr: c code\n", "stdout: a", "stderr: b", "stdout: c", "fence"]);
  });

  it("has displays in their place, whichever comes first of mark and value", () => {
    const late = new Probe().out(`a${mark("d")}b${END}`).err(END);
    assert.deepEqual(late.seen, []);
    late.output.display({ text: "figure" });
    assert.deepEqual(late.seen, ["stdout: a", "display: figure", "stdout: b", "fence"]);
    const early = new Probe();
    early.output.display({ text: "figure" });
    early.out(`a${mark("d")}b${END}`).err(END);
    assert.deepEqual(early.seen, late.seen);
  });

  it("keeps as many bytes as it may and counts the rest, once a call", () => {
    const probe = new Probe(10);
    probe.out("12345678").err("abcdef").out(`gh${END}`).err(END);
    assert.deepEqual(probe.seen, ["stdout: 12345678", "stderr: ab", "not kept: 6", "fence"]);
    assert.equal(probe.output.notKept, 6);
    probe.output.begin();
    probe.out(`again${END}`).err(END);
    assert.deepEqual(probe.seen.slice(4), ["stdout: again", "fence"]);
    assert.equal(probe.output.notKept, 0);
  });

  it("puts characters together that come in pieces, on both descriptors at once", () => {
    const bytes = Buffer.from("é𝒫");
    const probe = new Probe();
    for (const byte of bytes) probe.out(Buffer.of(byte)).err(Buffer.of(byte));
    probe.out(END).err(END);
    assert.equal(
      probe.seen
        .filter((one) => one.startsWith("stdout"))
        .map((one) => one.slice(8))
        .join(""),
      "é𝒫",
    );
    assert.equal(
      probe.seen
        .filter((one) => one.startsWith("stderr"))
        .map((one) => one.slice(8))
        .join(""),
      "é𝒫",
    );
  });

  it("does not let half a character swallow the next call's beginning", () => {
    const half = Buffer.from("é").subarray(0, 1);
    const probe = new Probe().out(half).out(END).err(half).err(END);
    assert.deepEqual(probe.seen, ["stdout: \ufffd", "stderr: \ufffd", "fence"]);
    probe.output.begin();
    probe.out(`a${END}`).err(`b${END}`);
    assert.deepEqual(probe.seen.slice(3), ["stdout: a", "stderr: b", "fence"]);
  });

  it("does not show half of a character where the limit cuts through it", () => {
    const probe = new Probe(3).out(`aéé${END}`).err(END);
    assert.deepEqual(probe.seen, ["stdout: aé", "not kept: 2", "fence"]);
    const through = new Probe(2).out(`aéé${END}`).err(END);
    assert.equal(through.seen[0], "stdout: a");
  });

  it("goes back to stdout for the next call, wherever the last one ended", () => {
    const probe = new Probe().out(`${mark("e")}killed while writing${END}`).err(END);
    probe.output.begin();
    probe.out(`a${END}`).err(END);
    assert.deepEqual(probe.seen, ["stderr: killed while writing", "fence", "stdout: a", "fence"]);
  });

  it("gives out all that arrived when the engine is gone", () => {
    const probe = new Probe().out(`last words${TOKEN.slice(0, 3)}`).err("and more");
    probe.output.end();
    assert.deepEqual(
      probe.seen,
      ["stdout: last words", "stderr: and more", `stdout: ${TOKEN.slice(0, 3)}`].filter(Boolean),
    );
  });

  it("is passed on at once when there is plenty", () => {
    const probe = new Probe(1 << 20).out("x".repeat(70_000));
    assert.deepEqual(
      probe.seen.map(({ length }) => length),
      ["stdout: ".length + 70_000],
    );
  });

  it("is complete and in order however it is cut", () => {
    const piece = fc.tuple(
      fc.constantFrom("stdout", "stderr"),
      fc.string({ unit: "grapheme", maxLength: 10 }),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat()), (pieces, places) => {
        const text = pieces
          .map(([stream, one]) => (stream === "stdout" ? one : `${mark("e")}${one}${mark("o")}`))
          .join("");
        const bytes = Buffer.from(`${text}${END}`);
        const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort(
          (a, b) => a - b,
        );
        const probe = new Probe(1 << 20);
        for (const [at, end] of ends.entries()) probe.out(bytes.subarray(ends[at - 1] ?? 0, end));
        probe.err(END);
        for (const stream of ["stdout", "stderr"]) {
          const seen = probe.seen.filter((one) => one.startsWith(`${stream}: `)).map((one) => one.slice(8));
          const given = pieces.filter(([name]) => name === stream).map(([, one]) => one);
          assert.equal(seen.join(""), given.join(""));
        }
        assert.equal(probe.seen.at(-1), "fence");
      }),
    );
  });

  it("counts displays beyond the limit instead of keeping them, and keeps the order around them", () => {
    const probe = new Probe(10);
    probe.output.display({ text: "12345" });
    probe.output.display({ text: "beyond" });
    probe.out(`${mark("d")}${mark("d")}more${END}`).err(END);
    assert.deepEqual(
      probe.seen.filter((seen) => !seen.startsWith("not kept")),
      ["display: 12345", "stdout: more", "fence"],
    );
    assert.equal(probe.output.notKept, 6);
  });
});
