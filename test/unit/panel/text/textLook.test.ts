import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { LookReader } from "../../../../media/results/model/text/textLook";

describe("Looks of text", () => {
  it("are colours of the theme, of the palette, and any other", () => {
    check(["31"], "red");
    check(["97"], "brightWhite");
    check(["43"], "on yellow");
    check(["100"], "on brightBlack");
    check(["38;5;1"], "red");
    check(["38;5;12;48;5;196"], "brightBlue on #ff0000");
    check(["38;2;1;2;300;1"], "#0102ff bold");
  });

  it("may be written with colons", () => {
    check(["38:5:208"], "#ff8700");
    check(["38:2:10:20:30"], "#0a141e");
    check(["48:2::10:20:30;4:3"], "on #0a141e underline");
    check(["4", "4:0"], "");
  });

  it("end with a reset, an empty one too, wherever that stands", () => {
    check(["1;31", ""], "");
    check(["1;31", "0"], "");
    check(["31;0"], "");
    check(["31;;1"], "bold");
    check(["0;38;5;0"], "black");
    check(["31;41;1", "39"], "on red bold");
    check(["31;41;1", "49;22"], "red");
    check(["3;4;7;9", "23;24;27;29"], "");
  });

  it("pass over what they do not know, an underline's colour, and what would hide text", () => {
    check(["58;5;1;31"], "red");
    check(["8;31"], "red");
    check(["999;38;5;31;38;2;1;5"], "#0087af");
    check(["38;5"], "");
    check(["5;11;73"], "");
  });

  it("are not read for ever", () => {
    const reader = new LookReader();
    for (let times = 0; times < 100_000; times++) reader.read("1");
    assert.deepEqual(reader.look?.decorations, ["bold"]);
    for (let times = 0; times < 400_000; times++) reader.read("1");
    assert.equal(reader.look, undefined);
  });
});

function check(codes: readonly string[], expected: string): void {
  const reader = new LookReader();
  for (const code of codes) reader.read(code);
  const { foreground, background, decorations = [] } = reader.look ?? {};
  const told = [foreground, background && `on ${background}`, ...decorations];
  assert.equal(told.filter((word) => word !== undefined).join(" "), expected, codes.join(" "));
}
