import assert from "node:assert/strict";
import { enginesAtOnce, overlap } from "../../../src/checks/runFacts";

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
    assert.equal(overlap([task(0, 5, 5), task(1, 0, 1000), task(0, 20, 10)]), 0, "that of no length");
  });
});

describe("the engines that had work at once", () => {
  const task = (engine: number, submitted: number, started: number, completed: number) => ({
    ...{ engine, submitted, started, completed },
  });

  it("are those that were handed it, also where a busy machine let one begin when another was done", () => {
    const tasks = [task(0, 0, 1, 5), task(1, 0, 8, 12)];
    assert.equal(overlap(tasks), 0);
    assert.equal(enginesAtOnce(tasks), 2);
  });

  it("are the most that there were at any time", () => {
    assert.equal(enginesAtOnce([task(0, 0, 0, 4), task(1, 1, 1, 3), task(2, 2, 2, 6), task(3, 5, 5, 9)]), 3);
  });

  it("are not those that were given work one after the other", () => {
    assert.equal(enginesAtOnce([task(0, 0, 1, 5), task(1, 5, 6, 9), task(0, 9, 9, 10)]), 1);
    assert.equal(enginesAtOnce([{ engine: 0, submitted: 0 }, task(1, 0, 1, 2)]), 1);
    assert.equal(enginesAtOnce([]), 0);
  });
});
