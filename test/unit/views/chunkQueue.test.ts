import assert from "node:assert/strict";
import fc from "fast-check";
import { type Chunk, ChunkQueue } from "../../../src/views/chunkQueue";

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

/** Takes all messages; each keeps an engine busy for `itemMs` an item. */
function messages(queue: ChunkQueue, itemMs: number): Chunk[][] {
  const all: Chunk[][] = [];
  for (let message = queue.next(); message.length > 0; message = queue.next()) {
    all.push(message);
    const items = message.reduce((sum, chunk) => sum + chunk.items.length, 0);
    queue.learn(items, items * itemMs);
  }
  return all;
}

describe("the queue of chunks", () => {
  it("gives every item once, in order, whatever the times and the size", () => {
    const chunkSize = fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.integer({ min: 1, max: 9 }),
        chunkSize,
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1 }),
        (count, engines, size, durations) => {
          const queue = new ChunkQueue(upTo(count), engines, size);
          const items: unknown[] = [];
          for (let turn = 0; ; turn++) {
            const message = queue.next();
            if (message.length === 0) break;
            for (const chunk of message) {
              assert.equal(chunk.start, items.length);
              assert.equal(chunk.attempt, 1);
              items.push(...chunk.items);
            }
            queue.learn(message.length, durations[turn % durations.length] ?? 0);
          }
          assert.deepEqual(items, upTo(count));
          assert.ok(queue.isEmpty);
          assert.deepEqual(queue.next(), []);
        },
      ),
    );
  });

  it("cuts chunks of the size that was asked for, the last one smaller", () => {
    const chunks = messages(new ChunkQueue(upTo(25), 2, 10), 0.001).flat();
    assert.deepEqual(
      chunks.map(({ items }) => items.length),
      [10, 10, 5],
    );
  });

  it("sends many small chunks in one message, once it knows that they are fast", () => {
    const sent = messages(new ChunkQueue(upTo(1000), 2, 2), 0.01);
    assert.equal(sent[0]?.length, 1, "the first message finds out");
    assert.ok(sent.length < 30, `${sent.length} messages`);
    assert.ok(sent.flat().every(({ items }) => items.length === 2));
  });

  it("sends few large chunks of tiny items, and smaller ones towards the end", () => {
    const sizes = messages(new ChunkQueue(upTo(100_000), 4), 0.001).map(
      ([chunk]) => chunk?.items.length ?? 0,
    );
    assert.ok(sizes.length < 200, `${sizes.length} messages`);
    const largest = sizes.indexOf(Math.max(...sizes));
    const after = sizes.slice(largest);
    assert.deepEqual(
      after,
      after.toSorted((a, b) => b - a),
    );
    assert.equal(sizes.at(-1), 1);
  });

  it("sends long items one by one", () => {
    const sent = messages(new ChunkQueue(upTo(20), 4), 1000);
    assert.equal(sent.length, 20);
  });

  it("grows step by step, so that one fast item does not decide too much", () => {
    const queue = new ChunkQueue(upTo(100_000), 1);
    assert.equal(queue.next()[0]?.items.length, 1);
    queue.learn(1, 0);
    const second = queue.next()[0]?.items.length ?? 0;
    assert.ok(second > 1 && second <= 8, `${second}`);
  });

  it("never gives one engine more than its fair part of what is left", () => {
    const queue = new ChunkQueue(upTo(100), 5);
    queue.next();
    for (let round = 0; round < 5; round++) queue.learn(100_000, 1);
    assert.ok((queue.next()[0]?.items.length ?? 0) <= 10);
  });

  it("gives back what an engine's death took away, alone and before all else", () => {
    const queue = new ChunkQueue(upTo(10), 1, 2);
    const [first] = queue.next();
    assert.ok(first);
    queue.retry(first);
    assert.equal(queue.isEmpty, false);
    assert.deepEqual(queue.next(), [{ ...first, attempt: 2 }]);
    assert.equal(queue.next()[0]?.start, 2);
  });

  it("gives back what was not sent as it was", () => {
    const queue = new ChunkQueue(upTo(1), 1);
    const chunks = queue.next();
    assert.ok(queue.isEmpty);
    queue.putBack(chunks);
    assert.deepEqual(queue.next(), chunks);
  });
});
