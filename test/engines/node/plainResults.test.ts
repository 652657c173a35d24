import { deepEqual, equal } from "node:assert/strict";
import { plainResults } from "../../../src/engines/node/plainResults";

describe("results of map in JavaScript", () => {
  function write(...results: unknown[]): { text: string; marked: boolean; unsendable: string[] } {
    const unsendable: string[] = [];
    const { json, marked } = plainResults(results, (item, what) => unsendable.push(`${item}: ${what}`));
    return { text: Buffer.from(json).toString(), marked, unsendable };
  }

  it("writes plain data as it is, and nothing returned as null", () => {
    deepEqual(write({ a: [1, "x", true, null] }, undefined), {
      text: '[{"a":[1,"x",true,null]},null]',
      marked: false,
      unsendable: [],
    });
  });

  it("marks the numbers that JSON lacks", () => {
    const { text, marked } = write(Number.NaN, [Number.NEGATIVE_INFINITY], 1);
    equal(text, '[{"$number":"NaN"},[{"$number":"-Infinity"}],1]');
    equal(marked, true);
  });

  it("names what JSON would silently change", () => {
    const loop: unknown[] = [];
    loop.push(loop);
    class Point {}
    const { text, unsendable } = write(new Map(), () => 1, 1n, [new Point()], loop, 5);
    equal(text, "[null,null,null,null,null,5]");
    deepEqual(unsendable, [
      "0: a Map",
      "1: a function",
      "2: a bigint",
      "3: a Point",
      "4: an object that contains itself",
    ]);
  });

  it("follows toJSON", () => {
    equal(write(new Date(0)).text, '["1970-01-01T00:00:00.000Z"]');
  });
});
