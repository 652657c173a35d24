import assert from "node:assert/strict";
import { parseResults } from "../../../src/views/parseResults";

const parse = (text: string, marked = false) => {
  // In the middle of a larger buffer, as a frame's piece is.
  const around = Buffer.from(`xx${text}yy`);
  const bytes = new Uint8Array(around);
  return parseResults({ results: bytes.subarray(2, bytes.length - 2), marked });
};

describe("results of a chunk", () => {
  it("are read as they are", () => {
    assert.deepEqual(parse('[1,"ä",null,{"a":[true]}]'), [1, "ä", null, { a: [true] }]);
    assert.deepEqual(parse("[]"), []);
  });

  it("have the numbers again that JSON has not, at any depth", () => {
    const text = '[{"$number":"NaN"},{"a":[{"$number":"-Infinity"}]},{"$number":"Infinity"},2]';
    assert.deepEqual(parse(text, true), [
      Number.NaN,
      { a: [Number.NEGATIVE_INFINITY] },
      Number.POSITIVE_INFINITY,
      2,
    ]);
  });

  it("are left alone when nothing is marked", () => {
    assert.deepEqual(parse('[{"$number":"NaN"}]'), [{ $number: "NaN" }]);
    assert.deepEqual(parse('[{"$number":3}]', true), [{ $number: 3 }]);
  });
});
