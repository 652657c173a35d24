import assert from "node:assert/strict";
import { forEachLocalBackend } from "../conformance/backends";
import { jobLabs } from "./labs";
import { failure, jobSuite } from "./testJobs";

interface Keys {
  readonly lines: readonly string[];
  readonly rows?: readonly (readonly [unknown, number])[];
  readonly fails?: RegExp;
}

const long = "x".repeat(1_000_000);

const ofBoth: Record<string, Keys> = {
  numbers: {
    lines: ["10", "9", "-1", "0.5", "1e3", "9", "0"],
    rows: [
      [-1, 1],
      [0, 1],
      [0.5, 1],
      [9, 2],
      [10, 1],
      [1000, 1],
    ],
  },
  "text that is like numbers": {
    lines: ["'10'", "'9'", "'-1'", "''", "'9'"],
    rows: [
      ["", 1],
      ["-1", 1],
      ["10", 1],
      ["9", 2],
    ],
  },
  "text beyond the basic plane, and halves of it": {
    lines: ["'\\ud83d'", "'\\ud83dA'", "'\\ue000'", "'\\u00e9'", "'𝄞'", "'\\ud83e'", "'\\ud83d'"],
    rows: [
      ["é", 1],
      ["\ud83d", 2],
      ["\ud83dA", 1],
      ["\ud83e", 1],
      ["\ue000", 1],
      ["𝄞", 1],
    ],
  },
  "control signs": {
    lines: ["'\\u0000'", "'\\n'", "'\\u0000[1]'", "'a\\tb'", "'\\u0000'"],
    rows: [
      ["\0", 2],
      ["\0[1]", 1],
      ["\n", 1],
      ["a\tb", 1],
    ],
  },
};

const ofPython: Record<string, Keys> = {
  "numbers beside text": { lines: ["1", "'a'"], fails: /[Tt]he keys are of mixed types \(int and str\)/ },
  "text of a megabyte": {
    lines: ["'x' * 1000000 + 'b'", "'x' * 1000000 + 'a'", "'x' * 1000000 + 'b'"],
    rows: [
      [`${long}a`, 1],
      [`${long}b`, 2],
    ],
  },
  tuples: {
    lines: ["('b', 1)", "('a', 10)", "('a', 9)", "('a',)", "('b', 1.0)", "('a', 10)"],
    rows: [
      [["a"], 1],
      [["a", 9], 1],
      [["a", 10], 2],
      [["b", 1], 2],
    ],
  },
  bytes: { lines: ["b'b'", "b'a'", "b'b'"] },
  "no key": { lines: ["None", "None"], rows: [[null, 2]] },
  "None beside text": { lines: ["None", "'a'", "'b'", "None"], fails: /mixed types \(NoneType and str\)/ },
  "truth values": {
    lines: ["True", "False", "True"],
    rows: [
      [false, 1],
      [true, 2],
    ],
  },
  NaN: { lines: ["1.0", "float('nan')", "0.5"], fails: /A key is NaN/ },
  "NaN in a tuple": { lines: ["('a', 1.0)", "('a', (float('nan'),))"], fails: /A key is NaN/ },
  sets: { lines: ["frozenset([1])", "frozenset([2])"], fails: /Keys that are sets cannot be sorted/ },
  lists: { lines: ["1", "[1]"], fails: /TypeError: unhashable type: 'list' \(.*line 2: '\[1\]'\)/ },
};

const ofNode: Record<string, Keys> = {
  "numbers beside text": {
    lines: ["1", "'a'"],
    fails: /[Tt]he keys are of mixed types \(number and string\)/,
  },
  "text of a megabyte": {
    lines: ["'x'.repeat(1e6) + 'b'", "'x'.repeat(1e6) + 'a'", "'x'.repeat(1e6) + 'b'"],
    rows: [
      [`${long}a`, 1],
      [`${long}b`, 2],
    ],
  },
  lists: {
    lines: ["['b', 1]", "['a', 10]", "['a', 9]", "['a']", "['b', 1]", "['a', 10]"],
    rows: [
      [["a"], 1],
      [["a", 9], 1],
      [["a", 10], 2],
      [["b", 1], 2],
    ],
  },
  "lists of what JSON has not": {
    lines: ["[NaN]", "[Infinity]", "[NaN]"],
    rows: [
      [[null], 1],
      [[null], 2],
    ],
  },
  "large whole numbers": {
    lines: ["10n", "9n", "10n"],
    rows: [
      ["9", 1],
      ["10", 2],
    ],
  },
  "no key": { lines: ["null", "undefined", "null"], rows: [[null, 3]] },
  NaN: {
    lines: ["NaN", "1", "NaN", "-1"],
    rows: [
      [-1, 1],
      [1, 1],
      [null, 2],
    ],
  },
  "null beside text": { lines: ["null", "'a'", "'b'"], fails: /mixed types \(null and string\)/ },
  objects: { lines: ["1", "({ a: 1 })"], fails: /a key is of type object.*line 2: "\(\{ a: 1 \}\)"/ },
  sets: { lines: ["new Set([1])", "new Set([2])"], fails: /a key is of type object/ },
};

forEachLocalBackend("map/reduce keys", (backend) => {
  const { jobs } = jobSuite(backend);

  const cases = { ...ofBoth, ...(backend.id === "python" ? ofPython : ofNode) };
  for (const [what, { lines, rows, fails }] of Object.entries(cases)) {
    it(`${what}: ${fails ? "a clear error" : "each once, in order"}`, async () => {
      const job = await jobs();
      const text = `${lines.join("\n")}\n`;
      // Each line a split of its own, and all lines one split.
      for (const splitSize of [1, 1 << 20]) {
        const done = job.do(jobLabs[backend.id].keys, [text], { splitSize, reducers: 3 });
        if (fails) assert.match((await failure(done)).message, fails);
        else if (rows) assert.deepEqual((await done).rows, rows);
        else assert.equal((await done).counters.keys, new Set(lines).size);
      }
    });
  }

  it("numbers beside text, wherever they meet: always the same error", async () => {
    const job = await jobs();
    for (let reducers = 1; reducers <= 8; reducers++) {
      const { keys } = jobLabs[backend.id];
      const error = await failure(job.do(keys, ["1\n'a'\n"], { splitSize: 1, reducers }));
      assert.match(error.message, /^The keys are of mixed types \((int and str|number and string)\)/);
    }
  });

  it("numbers beside text that a reducer gives: rows come as they are", async () => {
    const job = await jobs();
    for (let reducers = 1; reducers <= 4; reducers++) {
      const code = jobLabs[backend.id].renames;
      const { rows } = await job.do(code, ["a\nbb\nccc\n"], { splitSize: 1, reducers });
      assert.deepEqual(rows.map((row) => row.join()).sort(), ["2,1", "a,1", "ccc,1"]);
    }
  });
});
