import assert from "node:assert/strict";
import fc from "fast-check";
import type { Phase } from "../../../../src/protocol/phase";
import type { TimedTask } from "../../../../src/runs/explain/doneTasks";
import { type Explained, type Explanation, explainRun } from "../../../../src/runs/explain/explainRun";
import type { Cause } from "../../../../src/runs/explain/timeSpent";
import { metricsOf } from "../../../../src/runs/timing";
import { explained, timed } from "./sampleTasks";

function explain(tasks: readonly TimedTask[], more: Partial<Explained> = {}): Explanation {
  const explanation = explainRun(explained(tasks, more));
  assert.ok(explanation);
  return explanation;
}

/** Seconds by cause, rounded to ms, without the causes that took none. */
function spent({ spent }: Explanation): Partial<Record<Cause, number>> {
  const rounded = spent.map(({ cause, seconds }) => [cause, Math.round(seconds * 1000) / 1000] as const);
  return Object.fromEntries(rounded.filter(([, seconds]) => seconds > 0));
}

function near(actual: number | null, expected: number): void {
  assert.ok(actual !== null && Math.abs(actual - expected) < 1e-6, `${actual} is not ${expected}`);
}

describe("where engines' time goes", () => {
  it("is work, the start, and the way of the result, for one task an engine", () => {
    const explanation = explain([timed(0, [0, 100, 1000, 1000]), timed(1, [0, 200, 900, 1000])]);
    assert.deepEqual(spent(explanation), { working: 1.6, starting: 0.3, moving: 0.1 });
    assert.deepEqual(
      explanation.spent.map(({ share }) => Math.round(share * 1000)),
      [800, 0, 0, 150, 0, 50, 0, 0],
    );
  });

  it("is the wait for the slowest engine at the end of each phase", () => {
    const explanation = explain([
      timed(0, [0, 0, 400, 400]),
      timed(1, [0, 0, 1000, 1000]),
      timed(0, [1000, 1000, 1100, 1100], { phase: "reduce" }),
      timed(1, [1000, 1000, 1500, 1500], { phase: "reduce" }),
    ]);
    assert.deepEqual(spent(explanation), { working: 2, slowest: 1 });
    assert.deepEqual(explanation.verdict, {
      kind: "obstacle",
      obstacle: "slowest",
      share: 1 / 1.5,
      waiter: 0,
      slowest: 1,
    });
  });

  it("is one engine's work, where there is work for one only", () => {
    const explanation = explain([
      timed(0, [0, 0, 1000, 1000]),
      timed(1, [0, 0, 1000, 1000]),
      timed(0, [1000, 1000, 1100, 1100], { phase: "reduce" }),
      timed(1, [1000, 1000, 1100, 1100], { phase: "reduce" }),
      timed(1, [1100, 1100, 1600, 1600], { phase: "reduce", label: "merge" }),
    ]);
    assert.deepEqual(spent(explanation), { working: 2.7, serial: 0.5 });
    near(explanation.serialWork, 0.5 / 2.7);
    near(explanation.amdahl, 1 / (0.5 / 2.7 + (1 - 0.5 / 2.7) / 2));
    near(explanation.gustafson, 2 - 0.5 / 1.6);
    assert.deepEqual(explanation.verdict, { kind: "obstacle", obstacle: "serial", share: 0.5 / 3.2 });
  });

  it("is the host's overhead, and messages on their way, between two tasks", () => {
    const second = timed(1, [1500, 1500, 2000, 2000]);
    const explanation = explain([
      timed(0, [0, 0, 1000, 1100]), // the result takes 100 ms
      timed(0, [1300, 1400, 2000, 2000]), // the next comes 200 ms after it and travels 100 ms
      timed(1, [0, 0, 1000, 1000]),
      { ...second, submitted: second.submitted - 1000 }, // stood in the queue for 500 ms with the engine free
    ]);
    assert.deepEqual(spent(explanation), { working: 3.1, queueing: 0.7, moving: 0.2 });
  });

  it("is the wait for a core, within what a task took", () => {
    const explanation = explain(
      [0, 1, 2, 3].map((engine) => timed(engine, [0, 0, 1000, 1000], { waitSeconds: 0.5 })),
      { cores: 2 },
    );
    assert.deepEqual(spent(explanation), { working: 2, core: 2 });
    near(explanation.speedup, 2);
    assert.deepEqual(explanation.verdict, { kind: "well" });
  });

  it("is work in vain, which no engine alone would have needed", () => {
    const explanation = explain(
      [
        timed(0, [0, 0, 300, 300], { status: "died" }),
        timed(1, [0, 0, 1000, 1000]),
        timed(0, [300, 300, 1000, 1000], { attempt: 2 }),
      ],
      { outcome: "done" },
    );
    assert.deepEqual(spent(explanation), { working: 1.7, lost: 0.3 });
    near(explanation.speedup, 1.7);
    assert.deepEqual(explanation.verdict, { kind: "obstacle", obstacle: "lost", share: 0.15 });
  });

  it("is waiting until a task that failed elsewhere comes", () => {
    const explanation = explain(
      [
        timed(0, [0, 0, 200, 200]),
        timed(1, [0, 0, 500, 500], { status: "died" }),
        timed(0, [500, 500, 1000, 1000], { attempt: 2 }),
      ],
      { outcome: "done" },
    );
    assert.equal(spent(explanation).slowest, 0.3 + 0.5);
  });

  it("is a job's start for engines that load its file late", () => {
    const explanation = explain([
      timed(0, [0, 0, 100, 100], { label: "load" }),
      timed(0, [100, 100, 1000, 1000]),
      timed(1, [1000, 1000, 1100, 1100], { label: "load" }),
      timed(1, [1100, 1100, 1500, 1500], { phase: "reduce" }),
      timed(0, [1000, 1000, 1500, 1500], { phase: "reduce" }),
    ]);
    assert.equal(spent(explanation).starting, undefined);
    assert.equal(explanation.engines, 2);
  });

  it("adds up to engines × wall time, whatever the tasks, and so do the shares", () => {
    fc.assert(
      fc.property(anyTasks, fc.integer({ min: 1, max: 8 }), (tasks, cores) => {
        const explanation = explainRun(explained(tasks, { cores }));
        if (!explanation) return;
        const { wall, engines } = explanation;
        const all = explanation.spent.reduce((sum, { seconds }) => sum + seconds, 0);
        assert.ok(Math.abs(all - engines * wall) < 1e-5, `${all} is not ${engines} × ${wall}`);
        near(
          explanation.spent.reduce((sum, { share }) => sum + share, 0),
          1,
        );
        assert.ok(explanation.spent.every(({ seconds, share }) => seconds >= 0 && share <= 1 + 1e-9));
      }),
    );
  });

  it("is the serial time, as far as it is work, where engines do one task after the other", () => {
    fc.assert(
      fc.property(properTasks, (tasks) => {
        const explanation = explainRun(explained(tasks));
        if (!explanation) return;
        const { wall, serial } = metricsOf(tasks);
        near(explanation.wall, wall);
        assert.ok(Math.abs(explanation.serial - serial) < 1e-5);
      }),
    );
  });

  it("is found quickly for ten thousand tasks", () => {
    const tasks = Array.from({ length: 10_000 }, (_, at) => timed(at % 8, [at, at, at + 8, at + 8]));
    near(explain(tasks).speedup, 80_000 / 10_007);
  });
});

describe("a run's figures", () => {
  const even = [timed(0, [0, 0, 1000, 1000]), timed(1, [0, 0, 1000, 1000])];

  it("take a measured run on one engine for what one engine needs", () => {
    const explanation = explain(even, { baseline: 1.7 });
    near(explanation.speedup, 1.7);
    near(explanation.efficiency, 0.85);
    near(explanation.serialFraction, (1 / 1.7 - 1 / 2) / (1 / 2));
    assert.equal(explanation.isMeasured, true);
    assert.deepEqual(explanation.verdict.kind === "obstacle" && explanation.verdict.obstacle, "slower");
  });

  it("count no more processors than there are cores", () => {
    const four = [0, 1, 2, 3].map((engine) => timed(engine, [0, 0, 1000, 1000], { waitSeconds: 0.55 }));
    const explanation = explain(four, { cores: 2 });
    assert.deepEqual([explanation.engines, explanation.processors], [4, 2]);
    near(explanation.efficiency, 0.9);
    near(explanation.serialFraction, (1 / 1.8 - 1 / 2) / (1 / 2));
  });

  it("take all engines of a cluster for processors, whose cores are not known", () => {
    assert.equal(explain(even, { cores: undefined }).processors, 2);
  });
});

describe("what is said of a run", () => {
  const kindOf = (tasks: readonly TimedTask[], more: Partial<Explained> = {}) => explain(tasks, more).verdict;
  const even = [timed(0, [0, 0, 1000, 1000]), timed(1, [0, 0, 1000, 1000])];

  it("is nothing of one in which nothing ended, or that took no time", () => {
    assert.equal(explainRun(explained([])), undefined);
    assert.equal(explainRun(explained([{ ...timed(0, [0, 0, 0, 0]) }])), undefined);
    const { started: _, completed: __, received: ___, ...pending } = timed(0, [0, 0, 0, 0]);
    assert.equal(explainRun(explained([{ ...pending, status: "pending" }])), undefined);
  });

  it("is all well where nearly all that is possible is reached", () => {
    assert.deepEqual(kindOf(even), { kind: "well" });
  });

  it("promises nothing of a run that goes on, or failed", () => {
    assert.deepEqual(kindOf(even, { finished: false }), { kind: "unfinished" });
    const failed = even.map((task, at) => (at === 0 ? { ...task, status: "error" as const } : task));
    assert.deepEqual(kindOf(failed), { kind: "failed", failed: 1, tasks: 2 });
    assert.equal(kindOf(even, { outcome: "cancelled" }).kind, "failed");
  });

  it("is that one engine worked alone", () => {
    const more = { engines: 4 };
    assert.deepEqual(kindOf([timed(2, [0, 0, 1000, 1000])], more), { kind: "alone", engines: 4, tasks: 1 });
  });

  it("is that waiting overlapped, where tasks did not compute", () => {
    const asleep = [0, 1, 2, 3].map((engine) => timed(engine, [0, 0, 1000, 1000], { cpuSeconds: 0.01 }));
    assert.deepEqual(kindOf(asleep, { cores: 2 }), { kind: "overlapped", cpuShare: 0.01 });
    assert.deepEqual(kindOf(even, { baseline: 3 }), { kind: "beyond" });
  });

  it("names no engine where several waited, or for several", () => {
    const verdict = kindOf([
      timed(0, [0, 0, 500, 500]),
      timed(1, [0, 0, 500, 500]),
      timed(2, [0, 0, 1000, 1000]),
    ]);
    assert.deepEqual(verdict, { kind: "obstacle", obstacle: "slowest", share: 1 / 3, slowest: 2 });
  });

  it("is that no single cause stands out, where none does", () => {
    const tasks = [timed(0, [0, 40, 960, 1000]), timed(1, [0, 40, 960, 1000])];
    assert.deepEqual(kindOf(tasks), { kind: "unclear" });
  });

  it("sets clocks that are off, and says by how much", () => {
    const explanation = explain([timed(0, [0, 5000, 6000, 1000]), timed(1, [0, 0, 1000, 1000])]);
    near(explanation.clockError, 5);
    assert.deepEqual(spent(explanation), { working: 2 });
  });
});

const phases: readonly Phase[] = ["run", "map", "shuffle", "reduce"];

/** Tasks with times in any order, overlapping, by clocks that are off. */
const anyTasks = fc.array(
  fc
    .record({
      engine: fc.nat(4),
      times: fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000), fc.nat(1000)),
      phase: fc.constantFrom(...phases),
      label: fc.constantFrom("load", "merge", undefined),
      attempt: fc.integer({ min: 1, max: 3 }),
      status: fc.constantFrom("ok", "died", "error", "interrupted"),
      waitSeconds: fc.double({ min: 0, max: 2, noNaN: true }),
    })
    .map(({ engine, times, label, ...more }) =>
      timed(engine, times, { ...(label !== undefined && { label }), ...(more as Partial<TimedTask>) }),
    ),
  { maxLength: 40 },
);

/** Tasks of which each engine does one after the other. */
const properTasks = fc
  .array(fc.record({ engine: fc.nat(4), gaps: fc.tuple(fc.nat(50), fc.nat(50), fc.nat(50), fc.nat(50)) }), {
    maxLength: 40,
  })
  .map((all) => {
    const free = new Map<number, number>();
    return all.map(({ engine, gaps: [before, there, work, back] }) => {
      const submitted = (free.get(engine) ?? 0) + before;
      const completed = submitted + there + work;
      free.set(engine, completed + back);
      return timed(engine, [submitted, submitted + there, completed, completed + back]);
    });
  });
