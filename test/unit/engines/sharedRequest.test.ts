import assert from "node:assert/strict";
import { SharedRequest } from "../../../src/engines/ipyparallel/sharedRequest";

describe("a request to engines of a cluster", () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);

  it("is shared by engines that are asked for the same, in their order", () => {
    const request = new SharedRequest(2, [bytes(1, 2), bytes(3)]);
    assert.ok(request.add(0, [bytes(1, 2), bytes(3)]));
    assert.ok(request.add(1, [...request.pieces]));
    assert.deepEqual(request.engines, [2, 0, 1]);
  });

  it("is not shared with an engine that is asked for something else", () => {
    const request = new SharedRequest(0, [bytes(1, 2), bytes(3)]);
    for (const pieces of [[], [bytes(1, 2)], [bytes(1, 2), bytes(4)], [bytes(1), bytes(2, 3)]])
      assert.equal(request.add(1, pieces), false);
    assert.deepEqual(request.engines, [0]);
  });

  it("is not taken for a piece of the same memory that is longer", () => {
    const memory = bytes(1, 2, 3);
    const request = new SharedRequest(0, [memory.subarray(0, 2)]);
    assert.equal(request.add(1, [memory]), false);
    assert.equal(request.add(1, [memory.subarray(1)]), false);
  });

  it("goes to an engine once: the second time is another request", () => {
    const request = new SharedRequest(0, [bytes(1)]);
    assert.equal(request.add(0, [bytes(1)]), false);
  });
});
