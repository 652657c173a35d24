import assert from "node:assert/strict";
import { type Piece, PieceQueue } from "../../../src/views/pieceQueue";

const piece = (title: string, targets?: readonly number[]): Piece => ({
  ...{ title, code: "", filename: "lab.py", firstLine: 0 },
  ...(targets && { targets }),
});

describe("pieces that wait for engines", () => {
  it("are taken in their order", () => {
    const queue = new PieceQueue([piece("a"), piece("b"), piece("c")]);
    assert.deepEqual(
      [0, 1, 0, 1].map((engine) => queue.take(engine)?.piece.title),
      ["a", "b", "c", undefined],
    );
  });

  it("wait for one of their engines, and others go before them", () => {
    const queue = new PieceQueue([piece("a", [1]), piece("b"), piece("c", [0, 1])]);
    assert.equal(queue.take(0)?.piece.title, "b");
    assert.equal(queue.take(0)?.piece.title, "c");
    assert.ok(!queue.hasFor(0));
    assert.ok(queue.hasFor(1));
    assert.equal(queue.take(0), undefined);
    assert.equal(queue.take(1)?.piece.title, "a");
    assert.ok(!queue.hasFor(1));
  });

  it("that are tried again are back in their place", () => {
    const queue = new PieceQueue(["a", "b", "c"].map((title) => piece(title)));
    const a = queue.take(0);
    const b = queue.take(1);
    assert.ok(a && b);
    queue.retry(b);
    queue.retry(a);
    assert.deepEqual(
      [0, 1, 0].map((engine) => queue.take(engine)).map((next) => [next?.piece.title, next?.attempt]),
      [
        ["a", 2],
        ["b", 2],
        ["c", 1],
      ],
    );
  });
});
