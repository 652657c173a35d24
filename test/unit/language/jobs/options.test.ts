import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { FoundJob } from "../../../../src/language/jobs/findJobs";
import { jobOf, scanOf } from "./scanOf";

const JOB = "def mapper(text):\n  yield text, 1\ndef reducer(key, values): return sum(values)\n";

const ROWS: readonly (readonly [comment: string, expected: Partial<FoundJob>])[] = [
  ["# parallel-labs: input=lines", { shape: "chunk", input: "lines" }],
  ["# parallel-labs: input=words", { shape: "chunk", input: "words" }],
  ["#parallel-labs:shape=files", { shape: "files", input: "path" }],
  ["# Parallel-Labs: shape=records, combine", { shape: "records", combine: true }],
  ["# parallel-labs: combine=no order=job", { combine: false, order: "job" }],
  ["# parallel-labs: gives=pairs gets=fold", { reducerGets: "fold", mapperGives: "pairs" }],
  ["# parallel-labs: input=books/*.txt,more.txt", { shape: "records", globs: ["books/*.txt", "more.txt"] }],
  ["# parallel-labs: input='my books/*.txt'", { globs: ["my books/*.txt"] }],
  ["# parallel-labs: combine job=mapper", { combine: true }],
];

describe("a comment on a job", () => {
  for (const [comment, expected] of ROWS) {
    it(comment, () => {
      const inHeader = jobOf("py", `"""A lab."""\n${comment}\nimport re\n\n${JOB}`);
      const above = jobOf("py", `def other(): pass\n\n${comment}\n# Counts.\n@cache\n${JOB}`);
      for (const [key, value] of Object.entries(expected)) {
        assert.deepEqual(inHeader[key as keyof FoundJob], value, key);
        assert.deepEqual(above[key as keyof FoundJob], value, key);
      }
    });
  }

  it("stands in JavaScript behind two slashes or in a block", () => {
    const job = "export const map = (text) => [[text, 1]];\nexport const reduce = (k, vs) => vs.length;\n";
    assert.equal(jobOf("js", `// parallel-labs: shape=chunk input=lines\n${job}`).input, "lines");
    assert.equal(jobOf("ts", `/* parallel-labs: combine */\n${job}`).combine, true);
    assert.equal(jobOf("js", job.replace("\n", " // parallel-labs: combine\n")).combine, true);
  });

  it("speaks of the job below it, of the one it names, or of all", () => {
    const two = (header: string, above: string) =>
      scanOf(
        "py",
        `${header}\nimport re\n${above}\ndef map_a(line): yield line, 1\ndef reduce_a(k, vs): return 1\n\ndef map_b(line): yield line, 1\ndef reduce_b(k, vs): return 1\n`,
      );
    const combines = (header: string, above: string) => two(header, above).jobs.map(({ combine }) => combine);
    assert.deepEqual(combines("# parallel-labs: combine", ""), [true, true]);
    assert.deepEqual(combines("", "# parallel-labs: combine"), [true, false]);
    assert.deepEqual(combines("# parallel-labs: combine job=map_b", ""), [false, true]);
    assert.deepEqual(combines("# parallel-labs: combine", "# parallel-labs: combine=no"), [false, true]);
  });

  it("makes a job of what is unclear", () => {
    assert.equal(
      jobOf(
        "py",
        "# parallel-labs: input=words\ndef mapper(chunk):\n  return [(c, 1) for c in chunk]\ndef reducer(k, vs): return 1\n",
      ).input,
      "words",
    );
    assert.equal(
      jobOf(
        "py",
        "# parallel-labs: gets=values\ndef mapper(line): yield line, 1\ndef reducer(a, b): return 1\n",
      ).reducerGets,
      "keyValues",
    );
    assert.equal(
      jobOf(
        "py",
        "# parallel-labs: shape=records\ndef mapper(left, right): yield left, 1\ndef reducer(k, vs): return 1\n",
      ).input,
      "keyValue",
    );
    assert.equal(
      jobOf(
        "py",
        "INPUT = [1]\n# parallel-labs: input=line\ndef mapper(x): yield x, 1\ndef reducer(k, vs): return 1\n",
      ).shape,
      "records",
    );
  });

  const problemOf = (text: string) => {
    const { problems } = scanOf("py", text);
    assert.equal(problems.length, 1, JSON.stringify(problems));
    return problems[0];
  };

  it("says what it does not know, and where", () => {
    for (const word of [
      "shape=cubes",
      "input=banana",
      "colour=red",
      "combine=perhaps",
      "order=up",
      "constructor",
      "input=constructor",
      "=",
      "job=",
    ]) {
      const problem = problemOf(`import re\n# parallel-labs: combine ${word}\n${JOB}`);
      assert.equal(problem?.code, "option-unknown");
      assert.equal(problem?.line, 1);
      assert.ok(problem?.message.includes(word.split("=")[0] ?? ""));
    }
    assert.match(
      problemOf(`# parallel-labs: shape=cubes\n${JOB}`)?.message ?? "",
      /records, chunk, files or items/,
    );
  });

  it("says when two options contradict each other", () => {
    assert.equal(problemOf(`# parallel-labs: shape=records input=words\n${JOB}`)?.code, "option-conflict");
  });

  it("says when it speaks of nothing", () => {
    assert.equal(problemOf(`${JOB}\n# parallel-labs: combine\nprint(1)\n`)?.code, "option-misplaced");
    assert.equal(problemOf("# parallel-labs: combine\nprint(1)\n")?.code, "option-misplaced");
    const other = problemOf(`# parallel-labs: combine job=count\n${JOB}`);
    assert.equal(other?.code, "option-job");
    assert.match(other?.message ?? "", /it has mapper\./);
  });

  it("makes a lone mapper one that lacks its reducer", () => {
    assert.equal(
      problemOf("# parallel-labs: combine\ndef mapper(thing):\n  return thing\n")?.code,
      "missing-reducer",
    );
  });
});

describe("a comment that suppresses a pitfall", () => {
  for (const comment of [
    "# parallel-labs: ignore",
    "# parallel-labs: ignore not-associative, shared-global",
    "# parallel-labs: ignore-file python2",
  ]) {
    it(`${comment} is nothing to a job`, () => {
      assert.equal(jobOf("py", `${comment}\n\n${JOB}`).combine, false);
      assert.equal(jobOf("py", `def other(): pass  ${comment}\n${comment}\n${JOB}`).combine, false);
    });
  }

  it("may stand behind a job's options", () => {
    const both = "# parallel-labs: combine  # parallel-labs: ignore not-associative\n";
    assert.equal(jobOf("py", `${both}\n${JOB}`).combine, true);
  });
});
