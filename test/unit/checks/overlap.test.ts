import assert from "node:assert/strict";
import { overlap } from "../../../src/checks/runFacts";

describe("the overlap of a run", () => {
  const task = (engine: number, started: number, completed: number) => ({ engine, started, completed });

  it("is how long at least two engines worked, in seconds", () => {
    assert.equal(overlap([task(0, 0, 3000), task(1, 1000, 5000)]), 2);
    assert.equal(overlap([task(0, 0, 3000), task(1, 1000, 5000), task(2, 2000, 6000)]), 4);
    assert.equal(overlap([task(0, 0, 1000), task(1, 500, 700), task(1, 800, 900)]), 0.3);
  });

  it("counts no engine twice, and not what only touches", () => {
    assert.equal(overlap([task(0, 0, 3000), task(0, 1000, 2000)]), 0);
    assert.equal(overlap([task(0, 0, 1000), task(1, 1000, 2000)]), 0);
    assert.equal(overlap([]), 0);
    assert.equal(overlap([{ engine: 0 }, task(1, 0, 5)]), 0);
  });
});
