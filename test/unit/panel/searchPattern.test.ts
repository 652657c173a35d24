import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { OutputBlocks } from "../../../media/results/model/outputBlocks";
import { searchPattern } from "../../../media/results/model/searchPattern";
import { printed } from "./sampleRun";

describe("Search in output", () => {
  const found = (needle: string, text: string) =>
    [...text.matchAll(searchPattern(needle) ?? /$^/g)].map(({ index }) => index);

  it("takes every sign for itself, and any case", () => {
    for (const sign of [..."\\^$.*+?()[]{}|/-#&,:=<>~`@!%"])
      assert.deepEqual(found(sign, `a${sign}b`), [1], sign);
    assert.deepEqual(found("Line", "line LINE"), [0, 5]);
    assert.deepEqual(found("i", "\u0130i"), [1], "offsets are those of the text itself");
  });

  it("looks for nothing where nothing is asked", () => {
    assert.equal(searchPattern(""), undefined);
  });

  it("finds the place of a line among the blocks", () => {
    const blocks = new OutputBlocks(() => undefined);
    blocks.append([printed("a\nb\n"), printed("oops\n", "stderr"), printed("c\nlast")]);
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6].map((line) => {
        const place = blocks.placeOfLine(line);
        return place && blocks.textOf(place.block).slice(place.start, place.end);
      }),
      ["a", "b", "oops", "c", "last", undefined],
    );
  });
});
