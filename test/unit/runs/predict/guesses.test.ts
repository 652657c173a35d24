import assert from "node:assert/strict";
import { guesses, SLOWER } from "../../../../src/runs/predict/guesses";

describe("Guesses that are offered", () => {
  it("go from slower than one engine to as many times as there are", () => {
    assert.deepEqual(guesses(2), [SLOWER, 1, 1.5, 2]);
    assert.deepEqual(guesses(4), [SLOWER, 1, 2, 2.5, 3.5, 4]);
    assert.deepEqual(guesses(16).at(-1), 16);
  });

  it("are few, and each once", () => {
    for (let engines = 2; engines < 200; engines++) {
      const all = guesses(engines);
      assert.ok(all.length <= 6);
      assert.equal(new Set(all).size, all.length);
      assert.deepEqual(
        [...all].sort((a, b) => a - b),
        all,
      );
    }
  });
});
