import assert from "node:assert/strict";
import fc from "fast-check";
import { type Mark, MarkedText } from "../../../src/engines/driver/markedText";

const TOKEN = "\u001eaab1";
const mark = (letter: Mark) => `${TOKEN}${letter}\n`;

/** What comes out of these chunks: texts between marks, and the marks as `<o>`. */
function separate(chunks: readonly Buffer[]): string {
  const parts: (Buffer | string)[] = [];
  const text = new MarkedText(
    Buffer.from(TOKEN),
    (bytes) => parts.push(Buffer.from(bytes)),
    (letter) => parts.push(`<${letter}>`),
  );
  for (const chunk of chunks) text.push(chunk);
  text.end();
  return parts.map((part) => part.toString("latin1")).join("");
}

function cut(stream: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % (stream.length + 1)), stream.length].sort((a, b) => a - b);
  return ends.map((end, at) => stream.subarray(ends[at - 1] ?? 0, end));
}

describe("marked text", () => {
  const stream = Buffer.from(
    `out${mark("e")}err\n${mark("o")}${mark("d")}\u001e\u001ea\u001eaa${mark("f")}next\u001eaab`,
  );
  const expected = "out<e>err\n<o><d>\u001e\u001ea\u001eaa<f>next\u001eaab";

  it("is separated from its marks", () => assert.equal(separate([stream]), expected));

  it("is separated whichever byte it is cut at", () => {
    for (let at = 0; at <= stream.length; at++)
      assert.equal(separate(cut(stream, [at])), expected, `at ${at}`);
  });

  it("is separated byte by byte", () => {
    assert.equal(separate([...stream].map((byte) => Buffer.of(byte))), expected);
  });

  it("is separated whatever it is and wherever it is cut", () => {
    // Text made of pieces of the token comes as close to a mark as can be.
    const text = fc
      .array(fc.constantFrom("\u001e", "a", "b", "1", "\n", "\u001ea", "\u001eaab", "x"))
      .map((all) => all.join(""));
    const piece = fc.oneof(
      text.filter((one) => !one.includes(TOKEN)),
      fc.constantFrom<Mark>("o", "e", "d", "f").map(mark),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat()), (pieces, places) => {
        const whole = pieces.join("");
        // What two texts make together may be a token, too; the definition is that of a plain search.
        const plain = whole.replaceAll(new RegExp(`${TOKEN}([^])\\n`, "g"), "<$1>");
        fc.pre(!plain.includes(TOKEN));
        assert.equal(separate(cut(Buffer.from(whole), places)), plain);
      }),
      { numRuns: 1000 },
    );
  });

  it("holds back no more than may become a mark", () => {
    const seen: string[] = [];
    const text = new MarkedText(
      Buffer.from(TOKEN),
      (bytes) => seen.push(bytes.toString()),
      () => {},
    );
    text.push(Buffer.from("a line\n"));
    text.push(Buffer.from("half a mark \u001ea"));
    assert.deepEqual(seen, ["a line\n", "half a mark "]);
    text.push(Buffer.from("nd not"));
    assert.deepEqual(seen.slice(2), ["\u001eand not"]);
  });
});
