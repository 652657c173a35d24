import assert from "node:assert/strict";
import fc from "fast-check";
import { lanesOf, type Stretch } from "../../../../src/runs/export/lanes";

const anyStretches = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 20 })).map(([from, length]) => ({
    from,
    to: from + length,
  })),
  { maxLength: 60 },
);

/** How many stretches go on at the same moment, at most. */
function depth(stretches: readonly Stretch[]): number {
  const at = (time: number) => stretches.filter(({ from, to }) => from <= time && time < to).length;
  return Math.max(0, ...stretches.map(({ from }) => at(from)));
}

describe("lanes", () => {
  it("hold every stretch once, in the order of time and without overlaps", () => {
    fc.assert(
      fc.property(anyStretches, (stretches) => {
        const lanes = lanesOf(stretches);
        assert.deepEqual(new Set(lanes.flat()), new Set(stretches));
        assert.equal(lanes.flat().length, stretches.length);
        for (const lane of lanes) {
          for (const [at, { to }] of lane.entries()) assert.ok(to <= (lane[at + 1]?.from ?? Infinity));
        }
      }),
    );
  });

  it("are as few as can be", () => {
    fc.assert(
      fc.property(anyStretches, (stretches) => {
        const long = stretches.filter(({ from, to }) => to > from);
        assert.equal(lanesOf(long).length, depth(long));
      }),
    );
  });

  it("are one for stretches that only meet, also for those without length", () => {
    const meeting = [
      { from: 0, to: 2 },
      { from: 2, to: 2 },
      { from: 2, to: 5 },
      { from: 5, to: 5 },
    ];
    assert.deepEqual(lanesOf(meeting), [meeting]);
    assert.deepEqual(lanesOf([]), []);
  });

  it("are laid out in no time for very many", () => {
    const many = Array.from({ length: 200_000 }, (_, at) => ({ from: 0, to: at + 1 }));
    assert.equal(lanesOf(many).length, many.length);
  });
});
