import assert from "node:assert/strict";
import fc from "fast-check";
import { clockOffsets } from "../../../../src/runs/explain/clocks";
import { timed } from "./sampleTasks";

describe("the offset of an engine's clock", () => {
  it("is not looked for where the times can be right", () => {
    assert.equal(clockOffsets([timed(0, [0, 10, 90, 100]), timed(1, [0, 0, 100, 100])]).size, 0);
    assert.equal(clockOffsets([]).size, 0);
  });

  it("is the smallest move that makes all times possible", () => {
    const offsets = clockOffsets([
      timed(0, [0, -500, -420, 100]), // at least 500, at most 520
      timed(0, [100, -390, -310, 195]), // at least 490, at most 505
      timed(1, [0, 3000, 3080, 100]), // at most -2980
      timed(2, [0, 1, 2, 3]),
    ]);
    assert.deepEqual(
      [...offsets],
      [
        [0, 500],
        [1, -2980],
      ],
    );
  });

  it("is the middle of what a drifting clock asks for", () => {
    assert.deepEqual(
      [...clockOffsets([timed(0, [0, -100, 0, 20]), timed(0, [200, 250, 290, 250])])],
      [[0, 30]],
    );
  });

  it("undoes what a clock is off, up to the time that messages took", () => {
    const clock = fc.integer({ min: -100_000, max: 100_000 });
    const travels = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(clock, travels, (error, tasks) => {
        const off = tasks.map(([there, back], at) => {
          const submitted = at * 1000;
          const times = [submitted + there + error, submitted + there + 100 + error] as const;
          return timed(0, [submitted, ...times, submitted + there + 100 + back]);
        });
        const found = clockOffsets(off).get(0) ?? 0;
        const slack = Math.max(...tasks.flat());
        assert.ok(Math.abs(found + error) <= slack || (found === 0 && Math.abs(error) <= slack));
      }),
    );
  });
});
