import assert from "node:assert/strict";
import { join } from "node:path";
import { findParts } from "../../../../src/language/fileParts";
import { languages } from "../../../../src/language/languages";
import { fileLenses } from "../../../../src/language/lenses/fileLenses";
import { SteadyParts } from "../../../../src/language/lenses/steadyParts";
import { countErrors } from "../../../../src/language/syntax/countErrors";
import { Grammars } from "../../../../src/language/syntax/grammars";
import { SyntaxText } from "../../../../src/language/syntax/syntaxText";
import { lensActions } from "../../../../src/protocol/languageServer";
import { builtFolder } from "../../../support/builtFolder";

const grammars = new Grammars(join(builtFolder(), "grammars"));
const [python] = languages;
const JOB = "def mapper(line):\n    yield line, 1\n\n\ndef reducer(key, values):\n    return sum(values)\n";
const OTHER = "\n\ndef map_b(line):\n    yield line, 1\n\n\ndef reduce_b(key, values):\n    return 1\n";

/** Someone who types: each text gives the lenses as `line action`. */
async function typist() {
  const steady = new SteadyParts();
  const parser = await grammars.parser("python");
  const type = (text: string) => {
    assert.ok(python);
    const syntax = new SyntaxText(parser, text);
    const parts = steady.take(findParts(text, python), text, countErrors(syntax.root));
    syntax.dispose();
    return fileLenses(parts, lensActions).map(({ line, action }) => `${line} ${action}`);
  };
  return { type, save: () => steady.accept() };
}

describe("Lenses while somebody types", () => {
  const WHOLE = ["0 all", "0 compare", "0 input"];

  it("stay at every key of a line in a reducer", async () => {
    const { type } = await typist();
    assert.deepEqual(type(JOB), WHOLE);
    const line = "    total = max([value for value in values], key=lambda one: (one, 'a'))";
    for (let length = 1; length <= line.length; length++) {
      const typed = JOB.replace("    return", `${line.slice(0, length)}\n    return`);
      assert.deepEqual(type(typed), WHOLE, line.slice(0, length));
    }
  });

  it("stay while a parameter is written anew, and complain of nothing", async () => {
    const { type } = await typist();
    type(JOB);
    for (const half of ["def reducer(key, ", "def reducer(", "def reducer", "def reduc"])
      assert.deepEqual(type(JOB.replace("def reducer(key, values):", half)), WHOLE, half);
    assert.deepEqual(type(JOB), WHOLE);
  });

  it("go with their mapper to another line", async () => {
    const { type } = await typist();
    type(JOB);
    assert.deepEqual(type(`import os\nx = (\n${JOB}`), ["2 all", "2 compare", "2 input"]);
  });

  it("go when their function goes, and come when one comes, also where something does not parse", async () => {
    const { type } = await typist();
    type(JOB + OTHER);
    assert.deepEqual(type(`${JOB}x = (`), WHOLE);
    const { type: other } = await typist();
    other(JOB);
    assert.ok(other(`x = (\n${JOB}${OTHER}`).includes("9 all"));
  });

  it("say what is wrong as soon as the text parses again, or is saved", async () => {
    const { type, save } = await typist();
    type(JOB);
    const [lonely] = JOB.split("\n\n\n");
    assert.deepEqual(type(`${lonely}\n`).at(-1), "0 problem");
    const { type: other, save: saveOther } = await typist();
    other(JOB);
    assert.deepEqual(other(`${lonely}\nx = (\n`), WHOLE);
    saveOther();
    assert.deepEqual(other(`${lonely}\nx = (\n`).at(-1), "0 problem");
    save();
  });

  it("are those of a Python 2 program that never parses", async () => {
    const { type } = await typist();
    assert.deepEqual(type(`x = \`1\` <> 2\n${JOB}`), ["1 all", "1 compare", "1 input"]);
  });
});

describe("Lenses of a file", () => {
  const of = (text: string, actions: readonly (typeof lensActions)[number][] = lensActions) => {
    assert.ok(python);
    return fileLenses(findParts(text, python), actions).map(({ line, action }) => `${line} ${action}`);
  };

  it("are over the whole file where there is neither a cell nor a job, and nowhere without code", () => {
    assert.deepEqual(of("x = 1\n"), ["0 all", "0 serially", "0 engines"]);
    assert.deepEqual(of(" \n\n"), []);
  });

  it("are those that were chosen, three of them at most", () => {
    assert.deepEqual(of(JOB, ["serially", "sweep"]), ["0 serially", "0 sweep"]);
    assert.deepEqual(of("# %%\n1\n", ["sweep", "serially"]), ["0 serially"]);
    assert.deepEqual(of(JOB, []), []);
    assert.equal(of(JOB).length, 3);
  });

  it("take a pattern that is none for the default", () => {
    assert.ok(python);
    assert.equal(findParts("# %%\n1\n", python, "(").cells.length, 1);
  });
});
