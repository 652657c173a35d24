import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { SweepPoint } from "../../../../src/protocol/sweep";
import { fitAmdahl } from "../../../../src/runs/sweep/amdahlFit";
import { engineSettings, splitSettings, sweepOrder } from "../../../../src/runs/sweep/plan";
import { recommend } from "../../../../src/runs/sweep/recommend";
import { spreadOf } from "../../../../src/runs/sweep/statistics";

const engines = (...points: readonly [number, ...number[]][]): SweepPoint[] =>
  points.map(([count, ...walls]) => ({ engines: count, walls }));

describe("A sweep's settings", () => {
  it("double the engines, up to how many there are", () => {
    const counts = (most: number) => engineSettings(most).map((setting) => setting.engines);
    assert.deepEqual(counts(1), [1]);
    assert.deepEqual(counts(4), [1, 2, 4]);
    assert.deepEqual(counts(6), [1, 2, 4, 6]);
  });

  it("cut an input into one split an engine, and into more", () => {
    const sizes = (bytes: number) => splitSettings(bytes, 2).map(({ splitSize }) => splitSize);
    assert.deepEqual(sizes(1 << 20), [1 << 13, 1 << 15, 1 << 17, 1 << 18, 1 << 19]);
    assert.deepEqual(sizes(3000), [1500]);
    assert.deepEqual(sizes(0), []);
  });

  it("come in rounds to and fro, so that a machine that slows down steadily slows all alike", () => {
    assert.deepEqual(sweepOrder(3, 3), [0, 1, 2, 2, 1, 0, 0, 1, 2]);
    const counts = fc.integer({ min: 1, max: 9 });
    void fc.assert(
      fc.property(counts, counts, (settings, rounds) => {
        const order = sweepOrder(settings, 2 * rounds);
        const places = Array.from({ length: settings }, (_, setting) =>
          order.reduce((sum, one, place) => (one === setting ? sum + place : sum), 0),
        );
        assert.equal(new Set(places).size, 1, "the mean place is the same for all");
      }),
    );
  });
});

describe("The spread of some runs", () => {
  it("is their median, least and most", () => {
    assert.deepEqual(spreadOf({ walls: [3, 1, 2] }), { median: 2, least: 1, most: 3 });
    assert.deepEqual(spreadOf({ walls: [4, 1, 2, 3] }), { median: 2.5, least: 1, most: 4 });
    assert.deepEqual(spreadOf({ walls: [7] }), { median: 7, least: 7, most: 7 });
    assert.equal(spreadOf({ walls: [] }), undefined);
  });
});

describe("Amdahl's law, fitted", () => {
  it("finds the serial part that made the times, also with more engines than cores", () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    void fc.assert(
      fc.property(part, fc.double({ min: 0.01, max: 100, noNaN: true }), (f, one) => {
        const wall = (p: number) => one * (f + (1 - f) / Math.min(p, 4));
        const fit = fitAmdahl(
          [1, 2, 4, 8].map((p) => ({ engines: p, walls: [wall(p), wall(p)] })),
          4,
        );
        assert.ok(fit);
        assert.ok(Math.abs(fit.serialFraction - f) < 1e-6);
        assert.ok(Math.abs(fit.one / one - 1) < 1e-6);
      }),
    );
  });

  it("stays within what a part can be", () => {
    assert.equal(fitAmdahl(engines([1, 10], [2, 4]), 8)?.serialFraction, 0, "faster than ideal");
    assert.equal(fitAmdahl(engines([1, 10], [2, 12]), 8)?.serialFraction, 1, "slower with more engines");
  });

  it("needs two counts that differ in what the cores can do", () => {
    assert.equal(fitAmdahl(engines([1, 10, 11]), 8), undefined);
    assert.equal(fitAmdahl(engines([2, 10], [4, 10]), 2), undefined);
    assert.equal(fitAmdahl([], 2), undefined);
  });
});

describe("What a sweep recommends", () => {
  it("is the fewest engines within 5% of the best median", () => {
    const points = engines([1, 10], [2, 5.2], [4, 5], [8, 5.1]);
    const found = recommend("engines", points);
    assert.deepEqual([found?.point.engines, found?.best, found?.isFastest], [2, 5, false]);
    assert.equal(recommend("engines", engines([1, 10], [2, 5.3], [4, 5]))?.point.engines, 4);
  });

  it("goes by the median and not by a lucky run", () => {
    assert.equal(recommend("engines", engines([1, 6, 6, 1], [2, 4, 4, 4]))?.point.engines, 2);
  });

  it("is the largest splits that are as good", () => {
    const points = [1000, 2000, 4000].map((splitSize, at) => ({
      engines: 2,
      splitSize,
      walls: [[2, 1.9, 3][at] ?? 0],
    }));
    assert.equal(recommend("splits", points)?.point.splitSize, 2000);
  });

  it("is nothing while nothing was measured, and of what was measured so far", () => {
    assert.equal(recommend("engines", engines([1], [2])), undefined);
    assert.equal(recommend("engines", engines([1, 3], [2]))?.point.engines, 1);
  });
});
