import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { styledText } from "../../../../media/results/model/text/terminalText";
import { textLinks } from "../../../../media/results/model/text/textLinks";
import { textPieces } from "../../../../media/results/model/text/textPieces";

describe("Pieces of text", () => {
  it("end where looks and links do", () => {
    const { text, stretches } = styledText("in \u001b[31mx.p\u001b[32my:3 \u001b[0mand \u001b[1mbold");
    const groups = textPieces(text, stretches, textLinks(text)).map(({ target, pieces }) => ({
      leads: target !== undefined,
      pieces: pieces.map((piece) => `${piece.text}|${piece.look?.foreground ?? piece.look?.decorations}`),
    }));
    assert.deepEqual(groups, [
      { leads: false, pieces: ["in |undefined"] },
      { leads: true, pieces: ["x.p|red", "y:3|green"] },
      { leads: false, pieces: [" |green", "and |undefined", "bold|bold"] },
    ]);
  });

  it("of plain text are one, and of none are none", () => {
    assert.deepEqual(textPieces("plain", [], []), [{ pieces: [{ text: "plain" }] }]);
    assert.deepEqual(textPieces("", [], []), []);
  });
});
