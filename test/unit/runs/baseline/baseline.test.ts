import assert from "node:assert/strict";
import * as fc from "fast-check";
import { type Baselines, baselineOf, withBaseline } from "../../../../src/runs/baseline/baselines";
import { type WorkIdentity, workKey } from "../../../../src/runs/baseline/workKey";

const work: WorkIdentity = {
  code: ["print(1)"],
  job: "mapper",
  interpreter: "/usr/bin/python3",
  cwd: "/course",
  engines: [[0, 1]],
  inputs: [{ path: "/course/a.txt", size: 3, modified: 1000 }],
};

describe("The key of some work", () => {
  it("is the same for the same work, and short", () => {
    assert.equal(workKey(structuredClone(work)), workKey(work));
    assert.ok(workKey({ ...work, code: ["x".repeat(1_000_000)] }).length < 50);
  });

  const others: Record<string, Partial<WorkIdentity>> = {
    "other code": { code: ["print(2)"] },
    "code in other pieces": { code: ["print(", "1)"] },
    "another job of the file": { job: "other" },
    "another interpreter": { interpreter: "/venv/bin/python" },
    "another folder": { cwd: "/elsewhere" },
    "fewer engines that run it": { engines: [[0]] },
    "another file": { inputs: [{ path: "/course/b.txt", size: 3, modified: 1000 }] },
    "a file of another size": { inputs: [{ path: "/course/a.txt", size: 4, modified: 1000 }] },
    "a file that was written again": { inputs: [{ path: "/course/a.txt", size: 3, modified: 1001 }] },
  };
  for (const [what, change] of Object.entries(others)) {
    it(`is another for ${what}`, () => assert.notEqual(workKey({ ...work, ...change }), workKey(work)));
  }
});

describe("Remembered measurements", () => {
  it("are those that were made last, so many and one for each work", () => {
    const made = fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "d", "e"), fc.nat()));
    void fc.assert(
      fc.property(made, (all) => {
        let kept: Baselines = [];
        for (const [key, wall] of all) kept = withBaseline(kept, key, { wall, measured: 1 }, 3);
        const latest = new Map<string, number>();
        for (const [key, wall] of all) {
          latest.delete(key);
          latest.set(key, wall);
        }
        const expected = [...latest].slice(-3);
        assert.deepEqual(
          kept.map(([key, { wall }]) => [key, wall]),
          expected,
        );
        for (const [key, wall] of expected) assert.equal(baselineOf(kept, key)?.wall, wall);
      }),
    );
    assert.equal(baselineOf([], "a"), undefined);
  });
});
