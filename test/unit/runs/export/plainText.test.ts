import assert from "node:assert/strict";
import fc from "fast-check";
import { plainText } from "../../../../src/runs/export/report/plainText";

describe("plain text of what was written for a terminal", () => {
  const cases: readonly (readonly [what: string, text: string, plain: string])[] = [
    ["colours", "\u001b[1;31mred\u001b[0m, \u009b4mline\u009b0m", "red, line"],
    ["a title", "\u001b]0;title\u0007text", "text"],
    ["a link", "\u001b]8;;https://example.org\u001b\\here\u001b]8;;\u001b\\", "here"],
    ["a picture of a terminal's own", "\u001bPq#0;2\u001b\\after", "after"],
    ["a moving cursor", "\u001b[2K\u001b[1Gdone\u001b7\u001b8\u001b(B", "done"],
    ["a progress bar", "10%\r50%\r100%\nnext", "100%\nnext"],
    ["a line of which a part was written over", "abcdef\rXY\n", "XYcdef\n"],
    ["lines of Windows", "one\r\ntwo\r\n", "one\ntwo\n"],
    ["bells and zeros", "a\u0007b\u0000c\td", "abc\td"],
    ["half a code", "text\u001b[3", "text[3"],
    ["signs beyond the basic ones", "ä 日本 👩‍💻", "ä 日本 👩‍💻"],
  ];
  for (const [what, text, plain] of cases) {
    it(`is right for ${what}`, () => assert.equal(plainText(text), plain));
  }

  it("has no control character but tabs and line ends", () => {
    const anyText = fc.array(
      fc.constantFrom("\u001b", "[", "]", "0", ";", "m", "\u0007", "\\", "\u009b", "\r", "\n", "\t", "P"),
    );
    fc.assert(
      fc.property(anyText, (parts) => assert.doesNotMatch(plainText(parts.join("")), /(?![\t\n])\p{Cc}/u)),
    );
  });

  it("takes no long time for what is made to be slow", () => {
    for (const part of ["?;#", "\u001b[", "\u001b]", "\u001b[;", "\u009b?", "a\r", "\u001b #", "\u0090"]) {
      plainText(`\u009b${part.repeat(300_000)}`); // seconds and more if the time were quadratic: mocha's limit
    }
  });
});
