import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  type StyledText,
  styledText,
  TerminalText,
  withoutCodes,
} from "../../../../media/results/model/text/terminalText";

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
    assert.deepEqual(
      new TerminalText().write("a\u202ecba\u2066d\n").map(({ text }) => text),
      ["acbad"],
    );
  });

  it("does not hold text back for a code that never ends", () => {
    assert.ok(shown([`\u001b]${"x".repeat(5000)}`]).length >= 5000);
  });

  it("keeps looks with the text that has them, over line ends", () => {
    assert.deepEqual(looks(["a\u001b[31mb\nc\u001b[m d"]), [["b red"], ["c red"]]);
    assert.deepEqual(looks(["\u001b[1;3;4;9;92;44mall\u001b[0m"]), [
      ["all brightGreen on blue bold italic underline strikethrough"],
    ]);
  });

  it("keeps a look whose code is cut anywhere", () => {
    const text = "a\u001b[38;2;255;0;16mb\u001b[39m c";
    for (let at = 0; at <= text.length; at++)
      assert.deepEqual(looks([text.slice(0, at), text.slice(at)]).flat(), ["b #ff0010"], `cut at ${at}`);
    assert.deepEqual(looks([...text]).flat(), ["b #ff0010"]);
  });

  it("takes looks off what is written over", () => {
    assert.deepEqual(looks(["\u001b[32m50 %\u001b[0m ready\rxx"]).flat(), [" % green"]);
    assert.deepEqual(looks(["\u001b[32mgreen\r\u001b[31mre"]).flat(), ["re red", "een green"]);
  });

  it("gives the next program no look, and no beginning of a code", () => {
    const terminal = new TerminalText();
    terminal.write("\u001b[31mred\u001b[4");
    terminal.endProgram();
    assert.deepEqual(terminal.write("1m plain\n").map(told), [["red red"]]);
  });

  it("makes no looks of other codes", () => {
    assert.deepEqual(looks(["\u001b[>4mx\u001b[31Ay\u001b]31mz\u0007\u001b[38;5;999mw"]).flat(), []);
  });

  it("gives a line of many looks no more than can be drawn", () => {
    const [stretches] = looks(["\u001b[31mx\u001b[0my".repeat(5000)]);
    assert.ok(stretches && stretches.length <= 500);
  });

  it("styles a whole text, and takes the codes out of one", () => {
    const text = "a\n\u001b[31mb\u001b[0m\nc";
    assert.deepEqual(styledText(text).stretches, [
      { start: 2, end: 3, look: { foreground: "red", background: undefined, decorations: [] } },
    ]);
    assert.equal(styledText(text).text, "a\nb\nc");
    assert.equal(withoutCodes(text), "a\nb\nc");
  });
});

function check(text: string, expected: string): void {
  assert.equal(shown([text]), expected);
}

function shown(pieces: readonly string[]): string {
  const terminal = new TerminalText();
  const lines = pieces.flatMap((piece) => terminal.write(piece));
  return [...lines, terminal.lastLine].map(({ text }) => text).join("\n");
}

/** What of each line has a look, and which. */
function looks(pieces: readonly string[]): string[][] {
  const terminal = new TerminalText();
  return [...pieces.flatMap((piece) => terminal.write(piece)), terminal.endLine()].map(told);
}

function told({ text, stretches }: StyledText): string[] {
  return stretches.map(({ start, end, look: { foreground, background, decorations } }) =>
    [text.slice(start, end), foreground, background && `on ${background}`, ...decorations]
      .filter((word) => word !== undefined)
      .join(" "),
  );
}
