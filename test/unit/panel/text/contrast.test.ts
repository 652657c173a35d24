import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  contrast,
  mixed,
  over,
  READABLE,
  type Rgba,
  readableShare,
} from "../../../../media/results/model/text/contrast";

const BLACK: Rgba = [0, 0, 0, 1];
const WHITE: Rgba = [255, 255, 255, 1];

describe("Contrast", () => {
  it("is what WCAG says", () => {
    assert.equal(contrast(BLACK, WHITE), 21);
    assert.equal(contrast(WHITE, WHITE), 1);
    assert.equal(contrast([119, 119, 119, 1], WHITE).toFixed(2), "4.48");
  });

  it("of a colour that covers half is that of the mixture", () => {
    assert.deepEqual(over([0, 0, 0, 0.5], WHITE), [127.5, 127.5, 127.5, 1]);
  });

  it("leaves a colour that can be read as it is, and takes one that cannot away", () => {
    assert.equal(readableShare([0, 0, 255, 1], BLACK, WHITE), 1);
    assert.equal(readableShare(BLACK, [20, 20, 20, 1], BLACK), 0);
    const yellow: Rgba = [255, 255, 0, 1];
    const share = readableShare(yellow, BLACK, WHITE);
    assert.ok(share > 0 && share < 1);
    assert.ok(contrast(mixed(yellow, BLACK, share), WHITE) >= READABLE);
  });
});
