import assert from "node:assert/strict";
import fc from "fast-check";
import { amdahlBound, gustafsonSpeedup, processorsOf } from "../../../../src/runs/explain/laws";
import { serialFraction } from "../../../../src/runs/timing";

const near = (actual: number | null, expected: number) =>
  assert.ok(actual !== null && Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

describe("the processors of a run", () => {
  it("are its engines, or the cores where those are fewer or not known", () => {
    assert.equal(processorsOf(4, 2), 2);
    assert.equal(processorsOf(2, 8), 2);
    assert.equal(processorsOf(7, undefined), 7);
    assert.equal(processorsOf(1, 0), 1);
  });
});

describe("Amdahl's bound", () => {
  it("has the values that textbooks give", () => {
    near(amdahlBound(0, 16), 16);
    near(amdahlBound(1, 16), 1);
    near(amdahlBound(0.05, 20), 10.256410256410257);
    near(amdahlBound(0.1, 1e12), 9.9999999999); // never more than 1 / f
  });

  it("is what Karp and Flatt's fraction inverts", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 2, max: 500 }), (f, p) => {
        near(serialFraction(amdahlBound(f, p), p), f);
      }),
    );
  });
});

describe("Gustafson's speed-up", () => {
  it("falls by s for each processor after the first", () => {
    near(gustafsonSpeedup(0.008, 1024), 1015.816);
    near(gustafsonSpeedup(0, 8), 8);
    near(gustafsonSpeedup(1, 8), 1);
  });
});
