import assert from "node:assert/strict";
import { axisTicks } from "../../../../media/results/model/timeline/axis";

describe("The axis of a timeline", () => {
  const labels = (from: number, to: number) => axisTicks({ from, to }, 4).map(({ label }) => label);

  it("counts in ms, in seconds, or in minutes, with as many decimals as tell its lines apart", () => {
    assert.deepEqual(labels(0, 400), ["0 ms", "100 ms", "200 ms", "300 ms", "400 ms"]);
    assert.deepEqual(labels(1, 1.4), ["1.0 ms", "1.1 ms", "1.2 ms", "1.3 ms", "1.4 ms"]);
    assert.deepEqual(labels(0, 4000), ["0 s", "1 s", "2 s", "3 s", "4 s"]);
    assert.deepEqual(labels(12_340, 12_348), ["12.340 s", "12.342 s", "12.344 s", "12.346 s", "12.348 s"]);
    assert.deepEqual(labels(0, 480_000), ["0:00", "2:00", "4:00", "6:00", "8:00"]);
  });

  it("gives the times of its lines in ms", () => {
    assert.deepEqual(
      axisTicks({ from: 0, to: 4000 }, 2).map(({ time }) => time),
      [0, 2000, 4000],
    );
  });
});
