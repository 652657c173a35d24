import assert from "node:assert/strict";
import { bytes, seconds, times } from "../../../src/runs/format";

describe("durations", () => {
  for (const [value, text] of [
    [0, "0.0 ms"],
    [0.0004, "0.4 ms"],
    [0.00994, "9.9 ms"],
    [0.00996, "10 ms"],
    [0.0994, "99 ms"],
    [0.0996, "0.10 s"],
    [0.424, "0.42 s"],
    [9.994, "9.99 s"],
    [9.996, "10.0 s"],
    [59.94, "59.9 s"],
    [59.96, "1 min 00 s"],
    [185, "3 min 05 s"],
    [3599.6, "60 min 00 s"],
  ] as const) {
    it(`${value} is ${text}`, () => assert.equal(seconds(value), text));
  }
});

describe("amounts of bytes", () => {
  for (const [value, text] of [
    [0, "0 B"],
    [820, "820 B"],
    [999, "999 B"],
    [1000, "1.0 kB"],
    [9949, "9.9 kB"],
    [9951, "10 kB"],
    [999_499, "999 kB"],
    [999_500, "1.0 MB"],
    [1.2e9, "1.2 GB"],
    [5e15, "5000 TB"],
  ] as const) {
    it(`${value} is ${text}`, () => assert.equal(bytes(value), text));
  }
});

describe("factors", () => {
  for (const [value, text] of [
    [0.5, "0.5×"],
    [1.94, "1.9×"],
    [9.94, "9.9×"],
    [9.96, "10×"],
  ] as const) {
    it(`${value} is ${text}`, () => assert.equal(times(value), text));
  }
});
