import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { treeOf } from "../../../src/engines/node/plainData";

describe("Plain data of JavaScript", () => {
  const long = Array.from({ length: 100 }, (_, n) => n);

  it("is copied as it is", () => {
    const value = { long, more: [{ yes: true, none: null, text: "a" }] };
    assert.deepEqual(treeOf(value), value);
    assert.notEqual(treeOf(value), value);
  });

  it("has no tree when it fits on a line, or no page", () => {
    assert.equal(treeOf([1, 2, 3]), undefined);
    assert.equal(treeOf(Array.from({ length: 10_001 }, () => 0)), undefined);
    assert.equal(treeOf(["x".repeat(300_000)]), undefined);
    const deep = Array.from({ length: 60 }).reduce<unknown>((inner) => [inner], long);
    assert.equal(treeOf(deep), undefined);
  });

  it("is nothing that JSON has not", () => {
    const cyclic: unknown[] = [...long];
    cyclic.push(cyclic);
    const others: readonly unknown[] = [
      ...[undefined, 1n, Number.NaN, Symbol("s"), new Date(0), new Map(), () => 0, new (class Own {})()],
      ...[cyclic, Object.assign([], { 5: 1 }), { get code() { return 1; } }], // biome-ignore format: one value
    ];
    for (const other of others) assert.equal(treeOf([long, other]), undefined, String(typeof other));
  });

  it("is not asked again by a value that fails", () => {
    const fail = () => {
      throw new Error("no");
    };
    assert.equal(treeOf(new Proxy([], { ownKeys: fail, get: fail })), undefined);
  });
});
