import assert from "node:assert/strict";
import fc from "fast-check";
import { isWhole, panned, showing, zoomed } from "../../../../media/results/model/timeline/timeWindow";

describe("What is in sight of a timeline", () => {
  it("comes nearer around a point that stays in its place", () => {
    assert.deepEqual(zoomed({ from: 0, to: 1000 }, 0.5, 200, 1000), { from: 100, to: 600 });
    assert.deepEqual(zoomed({ from: 100, to: 600 }, 2, 200, 1000), { from: 0, to: 1000 });
  });

  it("moves as far as the run goes", () => {
    assert.deepEqual(panned({ from: 100, to: 200 }, 50, 1000), { from: 150, to: 250 });
    assert.deepEqual(panned({ from: 100, to: 200 }, -500, 1000), { from: 0, to: 100 });
    assert.deepEqual(panned({ from: 100, to: 200 }, Infinity, 1000), { from: 900, to: 1000 });
  });

  it("moves no more than it must to show a task, or the beginning of a long one", () => {
    const window = { from: 100, to: 200 };
    assert.equal(showing(window, { from: 120, to: 150 }, 1000), window);
    assert.deepEqual(showing(window, { from: 190, to: 240 }, 1000), { from: 140, to: 240 });
    assert.deepEqual(showing(window, { from: 50, to: 60 }, 1000), { from: 50, to: 150 });
    assert.deepEqual(showing(window, { from: 190, to: 900 }, 1000), { from: 190, to: 290 });
  });

  it("is always a part of the run, however it is moved", () => {
    const move = fc.tuple(
      fc.boolean(),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.double({ min: -2000, max: 2000, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(move), fc.double({ min: 1, max: 1000, noNaN: true }), (moves, length) => {
        let window = { from: 0, to: length };
        for (const [zoom, factor, at] of moves) {
          window = zoom ? zoomed(window, factor, at, length) : panned(window, at, length);
          assert.ok(window.from >= 0 && window.to <= length + 1e-6 && window.to > window.from);
        }
        assert.ok(isWhole(zoomed(window, 1e9, 0, length), length - 1e-6));
      }),
    );
  });
});
