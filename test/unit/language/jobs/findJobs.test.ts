import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { BLOG, MRJOB, RECIPE, TYPESCRIPT } from "./programs";
import { scanOf } from "./scanOf";

const ENDINGS = ["py", "js", "ts"] as const;
const PIECES = fc.constantFrom(
  "def ",
  "mapper",
  "reducer",
  "map",
  "reduce",
  "_words",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ":",
  "\n",
  "\r\n",
  "  ",
  "\t",
  "line",
  "words",
  "key, values",
  "yield ",
  "return ",
  "=>",
  "=",
  "const ",
  "function",
  "* ",
  "`",
  "${",
  "'",
  '"',
  '"""',
  "/*",
  "*/",
  "//",
  "#",
  "/",
  "\\",
  "# parallel-labs: ",
  "// parallel-labs: ",
  "shape=",
  "chunk",
  "class A(MRJob)",
  "self",
  "INPUT",
  "inputs()",
  "lambda ",
  "@",
  "async ",
  "export ",
  "<",
  ">",
  ",",
  ";",
  "1",
  "é",
  "😀",
  "\ufeff",
  "for x in ",
  "if __name__ == '__main__'",
  "sum(values)",
  "item[1]",
  "import ",
  "from ",
  " as ",
  "*",
);

describe("findJobs", () => {
  it("takes any text", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(PIECES, { maxLength: 60 }).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...ENDINGS), (random, ending) => {
        const { jobs, problems } = scanOf(ending, random);
        const last = random.split("\n").length;
        for (const { line, message } of problems) assert.ok(line >= 0 && line < last && message.length > 0);
        for (const { line, reducerLine, reason } of jobs) {
          assert.ok(line >= 0 && line < last && reducerLine < last && reason.endsWith("."));
        }
        assert.equal(new Set(jobs.map(({ name }) => name)).size, jobs.length);
      }),
      { numRuns: 3000 },
    );
  });

  it("takes any edit of a program", () => {
    const programs = fc.constantFrom(
      ["py", BLOG] as const,
      ["py", RECIPE] as const,
      ["py", MRJOB] as const,
      ["ts", TYPESCRIPT] as const,
    );
    fc.assert(
      fc.property(
        programs,
        fc.nat(),
        fc.nat(30),
        fc.array(PIECES, { maxLength: 5 }),
        ([ending, text], at, cut, put) => {
          const start = at % text.length;
          scanOf(ending, text.slice(0, start) + put.join("") + text.slice(start + cut));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("finds the same after an edit elsewhere in the file", () => {
    fc.assert(
      fc.property(fc.nat(BLOG.length), (at) => {
        const guard = BLOG.indexOf("if __name__");
        const edited = BLOG.slice(0, guard) + BLOG.slice(guard, Math.max(guard, at));
        assert.deepEqual(scanOf("py", edited), scanOf("py", BLOG));
      }),
    );
  });

  it("tells several jobs in the order of their lines", () => {
    const job = (name: string, last: string) =>
      `def ${name}(line):\n    yield line, 1\ndef ${last}(key, values):\n    return sum(values)\n`;
    const text = [
      ["mapper", "reducer"],
      ["map", "reduce"],
      ["Map", "Reduce"],
      ["map_words", "reduce_words"],
      ["mapLines", "reduceLines"],
      ["mapper_a", "reducer_a"],
      ["b_mapper", "b_reducer"],
      ["cMapper", "cReducer"],
      ["MapD", "ReduceD"],
    ]
      .map(([mapper, reducer]) => job(mapper ?? "", reducer ?? ""))
      .concat(MRJOB)
      .join("\n");
    const { jobs, problems } = scanOf("py", text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      jobs.map(({ name }) => name),
      [
        "mapper",
        "map",
        "Map",
        "map_words",
        "mapLines",
        "mapper_a",
        "b_mapper",
        "cMapper",
        "MapD",
        "MRWordFreqCount",
      ],
    );
  });

  it("comes to an end where something is opened on every line", () => {
    for (const opening of ["`${", "/*", '"""', "(", "'", "for x in ", "a , b = ", "/ ", "def mapper("]) {
      const text = `def mapper(line):\n${`  ${opening}\n`.repeat(4000)}\ndef reducer(item):\n${`  ${opening}`.repeat(4000)}`;
      for (const ending of ENDINGS) {
        scanOf(ending, text); // in minutes, were it more than linear
      }
    }
  });
});
