import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { assertRefused, scanOf } from "./scanOf";

type Row = readonly [
  title: string,
  ending: "py" | "js" | "ts",
  text: string,
  ...expected: [string, number][],
];

const REDUCER = "def reducer(key, values): return sum(values)\n";

const ROWS: readonly Row[] = [
  [
    "a mapper without its reducer",
    "py",
    "import re\ndef mapper(line):\n  for w in line.split():\n    yield w, 1\n",
    ["missing-reducer", 1],
  ],
  [
    "a reducer without its mapper",
    "py",
    "def reduce_words(word, counts):\n  return sum(counts)\n",
    ["missing-mapper", 0],
  ],
  [
    "partners that are called differently",
    "py",
    "def map_words(line):\n  yield line, 1\ndef reduce_counts(key, values):\n  return sum(values)\n",
    ["missing-reducer", 0],
  ],
  [
    "partners in two styles",
    "js",
    "function mapWords(line) { return [[line, 1]]; }\nfunction reduce_words(key, values) { return 1; }\n",
    ["missing-reducer", 0],
  ],
  [
    "mapper and reduce",
    "py",
    "def mapper(line):\n  yield line, 1\ndef reduce(key, values):\n  return sum(values)\n",
    ["missing-reducer", 0],
  ],
  [
    "two reducers of one name",
    "py",
    `def mapper(line): yield line, 1\n${REDUCER}\n${REDUCER}`,
    ["defined-twice", 3],
  ],
  [
    "two reducers of two styles",
    "py",
    "def map_words(line): yield line, 1\ndef reduce_words(k, vs): return 1\ndef reduceWords(k, vs): return 2\n",
    ["two-reducers", 0],
  ],
  [
    "two mappers",
    "js",
    "function map(line) { return [[line, 1]]; }\nfunction map(line) { return [[line, 2]]; }\nfunction reduce(k, vs) { return 1; }\n",
    ["defined-twice", 1],
  ],
  ["a mapper of three", "py", `def mapper(a, b, c):\n  yield a, b\n${REDUCER}`, ["mapper-signature", 0]],
  [
    "a mapper of nothing",
    "py",
    `import sys\ndef mapper():\n  for line in sys.stdin:\n    print(line)\n${REDUCER}`,
    ["mapper-signature", 1],
  ],
  ["a mapper of anything", "py", `def mapper(*args):\n  yield args\n${REDUCER}`, ["mapper-signature", 0]],
  [
    "a mapper of two that are no key and value",
    "py",
    `def mapper(left, width):\n  yield left, 1\n${REDUCER}`,
    ["mapper-signature", 0],
  ],
  [
    "a reducer of three",
    "py",
    "def mapper(line): yield line, 1\ndef reducer(a, b, c): return a\n",
    ["reducer-signature", 1],
  ],
  [
    "a reducer of one that is no pair",
    "py",
    "def mapper(line): yield line, 1\ndef reducer(results): return len(results)\n",
    ["reducer-signature", 1],
  ],
  [
    "a reducer that folds what has keys",
    "py",
    "def mapper(line): yield line, 1\ndef reducer(a, b): return a + b\n",
    ["reducer-unclear", 1],
  ],
  [
    "a reducer of key and pairs",
    "py",
    "def Map(words):\n  return [(w, 1) for w in words]\ndef Reduce(token, pairs):\n  return token, sum(n for _, n in pairs)\n",
    ["reducer-pairs", 2],
  ],
  [
    "an element of nothing",
    "py",
    `def map_func(item):\n  return [(item, 1)]\ndef reduce_func(item):\n  return item[0], sum(item[1])\n`,
    ["no-inputs", 0],
  ],
  [
    "inputs twice",
    "py",
    `INPUT = [1]\ndef inputs(): return [2]\ndef mapper(x): yield x, 1\n${REDUCER}`,
    ["two-inputs", 0],
  ],
  [
    "a list of what",
    "py",
    `def mapper(chunk):\n  return [(c, 1) for c in chunk]\n${REDUCER}`,
    ["list-of-what", 0],
  ],
  [
    "one pair or many",
    "py",
    `def mapper(line):\n  if line:\n    return line, 1\n  return [(line, 1)]\n${REDUCER}`,
    ["mixed-results", 0],
  ],
  [
    "a line that is gone through as words",
    "py",
    `def Map(line):\n  out = []\n  for word in line:\n    out.append((word, 1))\n  return out\n${REDUCER.replace("reducer", "Reduce")}`,
    ["line-or-list", 0],
  ],
  [
    "a mapper that prints",
    "py",
    `def mapper(line):\n  for w in line.split():\n    print w, 1\n${REDUCER}`,
    ["gives-nothing", 0],
  ],
  [
    "a mapper that emits",
    "py",
    `import MapReduce\nmr = MapReduce.MapReduce()\ndef mapper(record):\n  mr.emit_intermediate(record[0], 1)\n${REDUCER}`,
    ["gives-nothing", 2],
  ],
  [
    "a reducer that emits",
    "js",
    "function mapper(line) { return [[line, 1]]; }\nfunction reducer(key, values) { emit(key, values.length); }\n",
    ["gives-nothing", 1],
  ],
  [
    "a mapper with a writer",
    "py",
    "def mapper(_, text, writer):\n  writer.emit(text, 1)\ndef reducer(word, icounts, writer):\n  writer.emit(word, sum(icounts))\n",
    ["mapper-signature", 0],
  ],
  [
    "an mrjob step that prepares",
    "py",
    "class Top(MRJob):\n  def steps(self):\n    return [MRStep(mapper=self.mapper, reducer_init=self.a, reducer=self.reducer)]\n  def a(self): pass\n  def mapper(self, _, line): yield line, 1\n  def reducer(self, k, vs): yield k, 1\n",
    ["mrjob-method", 1],
  ],
  ["values without a key", "py", `def mapper(line):\n  return len(line)\n${REDUCER}`, ["no-key", 0]],
  [
    "an async mapper",
    "py",
    `async def mapper(line):\n  return [(line, 1)]\n${REDUCER}`,
    ["async-function", 0],
  ],
  [
    "a combiner of other arguments",
    "py",
    `def mapper(line): yield line, 1\ndef combiner(values): return 1\n${REDUCER}`,
    ["combiner-signature", 1],
  ],
  [
    "a partitioner of three",
    "py",
    `def mapper(line): yield line, 1\ndef partitioner(a, b, c): return 1\n${REDUCER}`,
    ["partition-signature", 1],
  ],
  [
    "an mrjob class without a reducer",
    "py",
    "class Grep(MRJob):\n  def mapper(self, _, line):\n    yield line, 1\n",
    ["missing-reducer", 1],
  ],
  [
    "an mrjob class without a mapper",
    "py",
    "class Grep(MRJob):\n  def reducer(self, k, vs):\n    yield k, 1\n",
    ["missing-mapper", 1],
  ],
  [
    "an mrjob class of two steps",
    "py",
    "class Top(MRJob):\n  def steps(self):\n    return [MRStep(mapper=self.a, reducer=self.b),\n            MRStep(reducer=self.c)]\n  def a(self, _, line): yield line, 1\n  def b(self, k, vs): yield k, 1\n  def c(self, k, vs): yield k, 1\n",
    ["mrjob-steps", 1],
  ],
  [
    "an mrjob class that prepares",
    "py",
    "class Top(MRJob):\n  def mapper_init(self):\n    self.n = 0\n  def mapper(self, _, line): yield line, 1\n  def reducer(self, k, vs): yield k, 1\n",
    ["mrjob-method", 1],
  ],
  [
    "an mrjob mapper without a key",
    "py",
    "class Top(MRJob):\n  def mapper(self, line): yield line, 1\n  def reducer(self, k, vs): yield k, 1\n",
    ["mapper-signature", 1],
  ],
];

describe("what is said of a job that is none", () => {
  for (const [title, ending, text, ...expected] of ROWS) {
    it(title, () => {
      for (const message of assertRefused(ending, text, ...expected)) {
        assert.match(message, /^[\w"(][^\n]*[.?]$/, "one sentence");
        assert.match(
          message,
          /\b(?:define|rename|keep|add|name|write|use|let|return|take|make|put|remove|must|one parameter|parameters)\b/i,
        );
      }
    });
  }

  it("names the partner that is meant", () => {
    const [message] = assertRefused(
      "py",
      "def map_words(line):\n  yield line, 1\ndef reduce_counts(key, values):\n  return sum(values)\n",
      ["missing-reducer", 0],
    );
    assert.match(message ?? "", /rename reduce_counts to reduce_words/);
  });

  it("leaves a file's other jobs alone", () => {
    const { jobs, problems } = scanOf(
      "py",
      `def map_a(line): yield line, 1\ndef reduce_a(k, vs): return 1\ndef mapper(*args): yield 1, 1\n${REDUCER}def mapB(line): yield line, 1\ndef reduceB(k, vs): return 2\n`,
    );
    assert.deepEqual(
      jobs.map(({ name }) => name),
      ["map_a", "mapB"],
    );
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["mapper-signature"],
    );
  });
});
