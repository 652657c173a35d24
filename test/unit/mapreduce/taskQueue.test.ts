import assert from "node:assert/strict";
import { type Attempt, TaskQueue } from "../../../src/mapreduce/taskQueue";

describe("TaskQueue", () => {
  let time = 0;
  beforeEach(() => {
    time = 0;
  });
  const queueOf = (...work: number[]) =>
    new TaskQueue(
      work,
      (size) => size,
      () => time,
    );
  /** Has an engine take the next task, which must be there. */
  const take = (queue: TaskQueue<number>, engine: number): Attempt<number> => {
    const attempt = queue.next(engine, false);
    assert.ok(attempt, `there is a task for engine ${engine}`);
    return attempt;
  };
  /** Engine 1 takes 100 ms for a task of size 1, while engine 0 has been at one of size 2 since then. */
  const straggling = () => {
    const queue = queueOf(2, 1);
    const slow = take(queue, 0);
    const quick = take(queue, 1);
    time = 100;
    assert.ok(quick.wins());
    return { queue, slow };
  };

  it("gives what failed to another engine, unless there is none", () => {
    const queue = queueOf(7);
    const first = take(queue, 0);
    queue.end(first);
    queue.retry(first);
    assert.equal(queue.next(0, false), undefined);
    const second = queue.next(0, true);
    assert.deepEqual([second?.work, second?.number], [7, 2]);
  });

  it("gives a task that takes too long to a second engine, once", () => {
    const { queue, slow } = straggling();
    assert.equal(queue.next(1, false), undefined);
    assert.equal(queue.patience(1), 900);
    assert.equal(queue.patience(0), undefined, "the engine that is at it");
    time = 1000;
    const second = take(queue, 1);
    assert.deepEqual([second.work, second.number], [slow.work, 2]);
    assert.equal(queue.next(2, false), undefined);
    assert.equal(queue.patience(2), undefined);
  });

  it("takes a task's size into account", () => {
    const queue = queueOf(100, 1);
    take(queue, 0);
    assert.ok(take(queue, 1).wins());
    time = 10;
    const other = queueOf(100, 1);
    take(other, 0);
    const quick = take(other, 1);
    time = 60;
    assert.ok(quick.wins());
    assert.equal(other.patience(1), 3 * 50 * 100 - 50);
  });

  it("gives no second engine anything before a task is done, or while others wait, or without sizes", () => {
    const waits = queueOf(1, 2, 3);
    take(waits, 0);
    const plain = new TaskQueue([1, 2], undefined, () => time);
    take(plain, 0);
    assert.ok(take(plain, 1).wins());
    time = 1e6;
    assert.equal(plain.next(1, false), undefined);
    assert.equal(waits.patience(1), undefined);
    const { queue } = straggling();
    queue.putBack([9]);
    assert.equal(queue.patience(1), undefined);
    assert.equal(take(waits, 1).number, 1);
  });

  for (const first of ["the first", "the second"]) {
    it(`counts one of two that end, when ${first} is first`, () => {
      const { queue, slow } = straggling();
      time = 1000;
      const second = take(queue, 1);
      const [winner, loser] = first === "the first" ? [slow, second] : [second, slow];
      assert.ok(winner.wins());
      assert.ok(loser.signal.aborted);
      assert.ok(!winner.signal.aborted);
      assert.ok(!loser.wins());
      assert.equal(queue.next(2, true), undefined, "work that is done is not begun again");
      assert.ok(queue.isUnderWay, "the other engine has not ended yet");
      queue.end(loser);
      assert.ok(queue.isEmpty && !queue.isUnderWay);
    });
  }

  it("does not begin anew what failed while another engine is at it", () => {
    const { queue, slow } = straggling();
    time = 1000;
    const second = take(queue, 1);
    queue.end(slow);
    queue.retry(slow);
    assert.ok(queue.isEmpty);
    queue.end(second);
    queue.retry(second);
    assert.equal(take(queue, 0).number, 3, "each attempt has a number of its own");
  });
});
