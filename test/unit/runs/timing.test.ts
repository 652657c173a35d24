import assert from "node:assert/strict";
import { busySeconds, metricsOf, serialFraction } from "../../../src/runs/timing";

const NOTHING = {
  wall: 0,
  serial: 0,
  speedup: null,
  efficiency: null,
  imbalance: null,
  serialFraction: null,
};

/** A task on an engine, in ms after the run's begin: submitted, started, completed, received. */
function task(engine: number, times: readonly [number, number, number, number], waitSeconds = 0) {
  const [submitted, started, completed, received] = times.map((time) => 1_700_000_000_000 + time);
  assert.ok(
    submitted !== undefined && started !== undefined && completed !== undefined && received !== undefined,
  );
  return { engine, submitted, started, completed, received, waitSeconds };
}

function near(actual: number | null, expected: number): void {
  assert.ok(actual !== null && Math.abs(actual - expected) < 1e-6, `${actual} is not ${expected}`);
}

describe("metrics", () => {
  it("of two engines that worked alike", () => {
    const metrics = metricsOf([task(0, [0, 100, 1100, 1250]), task(1, [0, 100, 1100, 1250])]);
    near(metrics.wall, 1.25);
    near(metrics.serial, 2);
    near(metrics.speedup, 1.6);
    near(metrics.efficiency, 0.8);
    near(metrics.imbalance, 1);
    near(metrics.serialFraction, 0.25); // (1/1.6 - 1/2) / (1 - 1/2)
  });

  it("of engines that worked unequally, with several tasks each", () => {
    const metrics = metricsOf([
      task(0, [0, 0, 1000, 1000]),
      task(0, [1000, 1000, 3000, 3000]),
      task(1, [0, 0, 1000, 1000]),
    ]);
    near(metrics.wall, 3);
    near(metrics.serial, 4);
    near(metrics.speedup, 4 / 3);
    near(metrics.efficiency, 2 / 3);
    near(metrics.imbalance, 1.5); // 3 s against a mean of 2 s
    near(metrics.serialFraction, 0.5); // (3/4 - 1/2) / (1/2)
  });

  it("leave out what a task waited for a core", () => {
    const metrics = metricsOf([task(0, [0, 0, 1000, 1000], 0.5), task(1, [0, 0, 1000, 1000], 0.5)]);
    near(metrics.serial, 1);
    near(metrics.speedup, 1);
    near(metrics.serialFraction, 1);
    const more = metricsOf([task(0, [0, 0, 1000, 1000], 2)]);
    near(more.serial, 0);
    assert.equal(more.imbalance, null);
  });

  it("leave out of the serial time what was in vain, and tell how busy engines were with it", () => {
    const failed = { ...task(0, [0, 0, 1000, 1000]), phase: "map", status: "died" } as const;
    const metrics = metricsOf([failed, { ...task(1, [0, 0, 1000, 1000]), phase: "map", status: "ok" }]);
    near(metrics.serial, 1);
    near(metrics.imbalance, 1);
    // A cell that raises would have raised on one engine, too.
    near(metricsOf([{ ...failed, phase: "run", status: "error" }]).serial, 1);
  });

  it("of one engine have no serial fraction", () => {
    const metrics = metricsOf([task(3, [0, 500, 1500, 2000])]);
    near(metrics.speedup, 0.5);
    near(metrics.efficiency, 0.5);
    near(metrics.imbalance, 1);
    assert.equal(metrics.serialFraction, null);
  });

  it("of a run in which nothing is done yet are empty", () => {
    const pending = { engine: 0, submitted: 1_700_000_000_000, waitSeconds: 0 };
    assert.deepEqual(metricsOf([]), NOTHING);
    assert.deepEqual(metricsOf([pending]), NOTHING);
    assert.deepEqual(metricsOf([{ ...pending, started: pending.submitted + 5 }]), NOTHING);
  });

  it("count an engine that has done nothing yet as none", () => {
    const pending = { engine: 1, submitted: 1_700_000_000_000, waitSeconds: 0 };
    near(metricsOf([task(0, [0, 0, 1000, 1000]), pending]).efficiency, 1);
  });

  it("take a task's completion for its reception until it was received", () => {
    const { received: _, ...open } = task(0, [0, 0, 1000, 9000]);
    near(metricsOf([open]).wall, 1);
  });

  it("are right for more tasks than fit into a call's arguments", () => {
    const tasks = Array.from({ length: 200_000 }, (_, at) => task(at % 2, [at, at, at + 1, at + 1]));
    near(metricsOf(tasks).wall, 200);
    near(metricsOf(tasks).serial, 200);
  });
});

describe("the experimentally determined serial fraction", () => {
  // Worked examples of the formula e = (1/S - 1/p) / (1 - 1/p).
  for (const [speedup, engines, fraction] of [
    [4, 4, 0],
    [1, 4, 1],
    [2, 4, 1 / 3],
    [3.2, 4, 1 / 12],
    [1.6, 2, 0.25],
    [0.5, 2, 3],
    [8, 4, -1 / 6],
  ] as const) {
    it(`of speed-up ${speedup} on ${engines} engines is ${fraction.toFixed(3)}`, () => {
      near(serialFraction(speedup, engines), fraction);
    });
  }

  it("is not defined on one engine, nor for no speed-up", () => {
    assert.equal(serialFraction(1, 1), null);
    assert.equal(serialFraction(0, 4), null);
  });
});

describe("busy seconds", () => {
  it("are summed by engine", () => {
    const busy = busySeconds([
      task(2, [0, 0, 250, 300]),
      task(0, [0, 0, 1000, 1000]),
      task(2, [300, 500, 1500, 2000], 0.25),
    ]);
    assert.deepEqual(
      [...busy],
      [
        [2, 1],
        [0, 1],
      ],
    );
  });
});
