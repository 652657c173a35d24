import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { TerminalText } from "../../../media/results/model/terminalText";

describe("Terminal text", () => {
  it("drops colours, cursor movements, titles, links and bells", () => {
    check(
      "\u001b[1;31mred\u001b[0m \u001b]0;title\u0007\u001b]8;;http://a.example\u001b\\link\u001b]8;;\u001b\\\u0007",
      "red link",
    );
    check("a\u001b[2Kb\u001b(Bc\u001b=d\u0000\u007f", "abcd");
  });

  it("keeps tabs, and characters of every script", () => {
    check("a\tb ünï 数 👩‍💻", "a\tb ünï 数 👩‍💻");
  });

  it("writes over the line after a carriage return, as a progress bar does", () => {
    check(" 10%\r 60%\r100%\ndone", "100%\ndone");
    check("a long line\rshort", "shortg line");
    check("windows\r\nlines\r\n", "windows\nlines\n");
  });

  it("gives the same in whatever pieces the text comes", () => {
    const text = "a\u001b[38;5;196mb\u001b[0m\r\nprogress 1\rprogress 2\n\u001b]0;t\u001b\\end";
    for (let cut = 0; cut <= text.length; cut++) {
      assert.equal(shown([text.slice(0, cut), text.slice(cut)]), "ab\nprogress 2\nend", `cut at ${cut}`);
    }
    assert.equal(shown([...text]), "ab\nprogress 2\nend");
  });

  it("drops what turns the direction of text", () => {
    assert.deepEqual(new TerminalText().write("a\u202ecba\u2066d\n"), ["acbad"]);
  });

  it("does not hold text back for a code that never ends", () => {
    assert.ok(shown([`\u001b]${"x".repeat(5000)}`]).length >= 5000);
  });
});

function check(text: string, expected: string): void {
  assert.equal(shown([text]), expected);
}

function shown(pieces: readonly string[]): string {
  const terminal = new TerminalText();
  const lines = pieces.flatMap((piece) => terminal.write(piece));
  return [...lines, terminal.lastLine].join("\n");
}
