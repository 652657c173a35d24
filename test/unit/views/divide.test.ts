import assert from "node:assert/strict";
import fc from "fast-check";
import { divide } from "../../../src/views/divide";

describe("dividing", () => {
  it("gives the first parts one more where it does not divide evenly", () => {
    assert.deepEqual(divide([1, 2, 3, 4, 5, 6, 7, 8], 3), [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8],
    ]);
    assert.deepEqual(divide([1], 3), [[1], [], []]);
    assert.deepEqual(divide([], 2), [[], []]);
  });

  it("keeps every item in its order, in parts whose sizes differ by one at most", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 20 }), (items, count) => {
        const parts = divide(items, count);
        assert.equal(parts.length, count);
        assert.deepEqual(parts.flat(), items);
        const sizes = parts.map(({ length }) => length);
        assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
        assert.deepEqual(
          sizes,
          sizes.toSorted((a, b) => b - a),
        );
      }),
    );
  });
});
