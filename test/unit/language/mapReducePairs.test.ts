import assert from "node:assert/strict";
import { languages } from "../../../src/language/languages";
import { findMapReducePairs } from "../../../src/language/mapReducePairs";

function pairs(language: "python" | "javascript", text: string): string[] {
  const facts = languages.find((known) => known.language === language);
  assert.ok(facts);
  return findMapReducePairs(text, facts).map(({ mapper, reducer, line }) => `${mapper}/${reducer}@${line}`);
}

describe("map/reduce pairs", () => {
  for (const [mapper, reducer] of [
    ["mapper", "reducer"],
    ["map", "reduce"],
    ["Map", "Reduce"],
    ["map_words", "reduce_words"],
    ["mapWords", "reduceWords"],
  ] as const) {
    it(`are ${mapper} and ${reducer}, in any order`, () => {
      assert.deepEqual(
        pairs("python", `import os\n\ndef ${mapper}(x):\n  pass\ndef ${reducer}(k, v): pass`),
        [`${mapper}/${reducer}@2`],
      );
      assert.deepEqual(pairs("python", `def ${reducer}(k, v): pass\ndef ${mapper}(x): pass`), [
        `${mapper}/${reducer}@1`,
      ]);
      assert.deepEqual(pairs("javascript", `function ${mapper}(x) {}\nfunction ${reducer}(k, v) {}`), [
        `${mapper}/${reducer}@0`,
      ]);
    });
  }

  it("are several in a file with several", () => {
    const text = "def map_a(x): pass\ndef reduce_a(x): pass\ndef map_b(x): pass\ndef reduce_b(x): pass";
    assert.deepEqual(pairs("python", text), ["map_a/reduce_a@0", "map_b/reduce_b@2"]);
  });

  for (const text of [
    "def mapper(x): pass",
    "def mapper(x): pass\ndef reduce(x): pass",
    "def map_a(x): pass\ndef reduce_b(x): pass",
    "def mapped(x): pass\ndef reduced(x): pass",
    "def Map(x): pass\ndef reduce(x): pass",
    "class A:\n    def mapper(x): pass\n    def reducer(x): pass",
    "# def mapper(x): pass\n# def reducer(x): pass",
  ]) {
    it(`are none in ${JSON.stringify(text)}`, () => assert.deepEqual(pairs("python", text), []));
  }

  it("are found with Windows line ends, and when they are asynchronous", () => {
    assert.deepEqual(pairs("python", "async def mapper (x): pass\r\nasync def reducer(x): pass\r\n"), [
      "mapper/reducer@0",
    ]);
  });

  for (const mapper of [
    "function mapper(x) {}",
    "async function* mapper(x) {}",
    "export default function mapper(x) {}",
    "function mapper<T>(x: T) {}",
    "const mapper = (x) => x;",
    "export const mapper: Mapper = async (x) => x;",
    "let mapper = x => x;",
    "var mapper = function (x) {};",
  ]) {
    it(`are found in JavaScript and TypeScript as ${mapper}`, () => {
      assert.deepEqual(pairs("javascript", `${mapper}\nconst reducer = (a, b) => a + b;`), [
        "mapper/reducer@0",
      ]);
    });
  }

  it("are no values that only have the name", () => {
    assert.deepEqual(pairs("javascript", "const mapper = 3;\nfunction reducer() {}"), []);
  });
});
