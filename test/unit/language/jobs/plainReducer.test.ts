import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { PlainReducer } from "../../../../src/language/jobs/plainReducer";
import { jobOf } from "./scanOf";

const PYTHON: readonly (readonly [reducer: string, expected: PlainReducer | undefined])[] = [
  ["def reducer(key, values): return sum(values)", "sum"],
  ["def reducer(key, values):\n  '''Adds.'''\n  # up\n  yield key, sum(values)", "sum"],
  ["def reducer(key, values): yield (key, sum(list(values)))", "sum"],
  ["def reducer(key, values): return [key, max(values)]", "max"],
  ["def reducer(word, counts):\n  total = 0\n  for c in counts:\n    total += c\n  return total", "sum"],
  [
    "def reducer(word, counts):\n  total = 0\n  for c in counts:\n    total = total + c\n  yield word, total",
    "sum",
  ],
  ["def reducer(word, counts):\n  n = 0\n  for c in counts:\n    n += 1\n  yield word, n", "count"],
  ["def reducer(word, counts): return sum(1 for _ in counts)", "count"],
  ["def reducer(word, counts): return sum(c for c in counts)", "sum"],
  ["def reducer((key, values)): return (key, min(values))", "min"],
  ["def reducer(item): return (item[0], sum(item[1]))", "sum"],
  ["def reducer(item):\n  key, values = item\n  return key, sum(values)", "sum"],
  ["def reducer(item):\n  key, pairs = item\n  return key, sum([n for (k, n) in pairs])", "sum"],
  ["def reducer(item):\n  key = item[0]\n  values = item[1]\n  return key, sum(p[1] for p in values)", "sum"],
  ["def reducer(key, values): return sum(values) / 2", undefined],
  ["def reducer(key, values): return key, sum(values), 1", undefined],
  ["def reducer(key, values): return sum(values), key", undefined],
  ["def reducer(key, values):\n  print(key)\n  return sum(values)", undefined],
  ["def reducer(key, values): return sum(v * 2 for v in values)", undefined],
  ["def reducer(key, values): return sum(v for v in values if v)", undefined],
  ["def reducer(key, values): return len(set(values))", undefined],
  ["def reducer(key, values): return sum(values, 1)", undefined],
  ["def reducer(key, values): return max(values, key=len)", undefined],
  ["def reducer(key, values): return sum(others)", undefined],
  ["def reducer(key, values):\n  total = 1\n  for v in values:\n    total += v\n  return total", undefined],
  ["def reducer(item): return (item[0], sum(p[0] for p in item[1]))", undefined],
  ["def sum(xs): return 0\ndef reducer(key, values): return sum(values)", undefined],
  ["from numpy import *\ndef reducer(key, values): return sum(values)", undefined],
  ["from numpy import amax as max\ndef reducer(key, values): return max(values)", undefined],
];

const JAVASCRIPT: readonly (readonly [reducer: string, expected: PlainReducer | undefined])[] = [
  ["const reducer = (key, values) => values.reduce((a, b) => a + b, 0);", "sum"],
  [
    "const reducer = (key: string, values: number[]): number => values.reduce((a: number, b: number) => a + b);",
    "sum",
  ],
  ["const reducer = (key, values) => [key, values.length];", "count"],
  ["const reducer = ([key, values]) => [key, Math.min(...values)];", "min"],
  ["const reducer = ([key, pairs]) => [key, pairs.reduce((s, p) => s + p[1], 0)];", "sum"],
  [
    "function reducer(key, values) {\n  let total = 0;\n  for (const value of values) total += value;\n  return [key, total];\n}",
    "sum",
  ],
  ["function reducer(key, values) {\n  let n = 0\n  for (const v of values) { n++ }\n  return n\n}", "count"],
  ["function* reducer(key, values) { yield [key, Math.max(...values)]; }", "max"],
  ["const reducer = (key, values) => values.reduce((a, b) => a - b, 0);", undefined],
  ["const reducer = (key, values) => values.reduce((a, b) => a + b, 1);", undefined],
  ["const reducer = (key, values) => values.length / 2;", undefined],
  ["const reducer = (key, values) => ({ key, n: values.length });", undefined],
];

describe("what a reducer plainly does", () => {
  for (const [reducer, expected] of PYTHON) {
    it(`${expected ?? "more"}: ${reducer
      .split("\n")
      .map((line) => line.trim())
      .join(" · ")}`, () => {
      assert.equal(jobOf("py", `def mapper(line): yield line, 1\n${reducer}\n`).plain, expected);
    });
  }
  for (const [reducer, expected] of JAVASCRIPT) {
    it(`${expected ?? "more"}: ${reducer
      .split("\n")
      .map((line) => line.trim())
      .join(" ")}`, () => {
      assert.equal(jobOf("ts", `const mapper = (line) => [[line, 1]];\n${reducer}\n`).plain, expected);
    });
  }
});
