import assert from "node:assert/strict";
import { join } from "node:path";
import { type FileSymbol, fileSymbols } from "../../../../src/language/editing/fileSymbols";
import { foldings } from "../../../../src/language/editing/foldings";
import { selectionsAt } from "../../../../src/language/editing/selections";
import { findParts } from "../../../../src/language/fileParts";
import { headerTokens } from "../../../../src/language/headers/headerTokens";
import { languageOf } from "../../../../src/language/languages";
import { Grammars, grammarOf } from "../../../../src/language/syntax/grammars";
import { SyntaxText } from "../../../../src/language/syntax/syntaxText";
import { builtFolder } from "../../../support/builtFolder";

const grammars = new Grammars(join(builtFolder(), "grammars"));

async function read(text: string, filename = "a.py") {
  const facts = languageOf(filename);
  assert.ok(facts);
  const syntax = new SyntaxText(await grammars.parser(grammarOf(facts.language, filename)), text);
  return { syntax, facts, parts: findParts(text, facts) };
}

const shown = ({ name, firstLine, lastLine, children }: FileSymbol): unknown[] => [
  `${name} ${firstLine}-${lastLine}`,
  ...children.map(shown),
];

const FILE = `# %% Set up
import os
values = [
    1,
]

# %% Job [targets=0,1]
@cache
def mapper(line):
    if line:
        yield line, 1

def reducer(key, values):
    return sum(
        values)

# %%
`;

describe("Symbols of a file", () => {
  it("are cells, with the jobs that stand in them", async () => {
    const { parts, syntax } = await read(FILE);
    assert.deepEqual(fileSymbols(parts, syntax).map(shown), [
      ["Set up 0-5"],
      ["Job 6-15", ["mapper → reducer 8-14"]],
      ["Cell 3 16-17"],
    ]);
    assert.equal(fileSymbols(parts, syntax)[1]?.detail, "targets=0,1");
  });

  it("are the jobs alone where there are no cells, in JavaScript and half-typed, too", async () => {
    const text =
      "const mapper = (line) => {\n  return [[line, 1]];\n};\nfunction reducer(key, values) {\n  return values.length\n";
    const { parts, syntax } = await read(text, "a.js");
    assert.deepEqual(fileSymbols(parts, syntax).map(shown), [["mapper → reducer 0-4"]]);
    syntax.dispose();
  });
});

describe("Foldings of a file", () => {
  it("are cells up to their last line with something in it, and Python's blocks", async () => {
    const { parts, syntax, facts } = await read(FILE);
    const found = foldings(parts, syntax, facts.language)?.map(
      ({ firstLine, lastLine, isCell }) => `${firstLine}-${lastLine}${isCell ? " cell" : ""}`,
    );
    assert.deepEqual(found, ["0-4 cell", "6-14 cell", "2-4", "8-10", "9-10", "12-14", "13-14"]);
  });

  it("are left to the editor without cells", async () => {
    const { parts, syntax, facts } = await read("def f():\n    pass\n");
    assert.equal(foldings(parts, syntax, facts.language), undefined);
  });
});

describe("Selections around a place", () => {
  it("grow from the word to the cell and the file", async () => {
    const { parts, syntax } = await read(FILE);
    const selections = selectionsAt(syntax, parts, FILE.indexOf("values)"));
    const texts = selections.map(({ from, to }) => FILE.slice(from, to));
    assert.equal(texts[0], "values");
    assert.ok(texts.includes(FILE.slice(FILE.indexOf("@cache"), FILE.indexOf("# %%\n"))));
    assert.ok(texts.includes(FILE.slice(FILE.indexOf("# %% Job"), FILE.indexOf("# %%\n"))));
    assert.equal(texts.at(-1), FILE);
    for (const [at, { from, to }] of selections.entries()) {
      const inner = selections[at - 1];
      assert.ok(!inner || (from <= inner.from && to >= inner.to && to - from > inner.to - inner.from));
    }
  });

  it("are there at every offset of any text", async () => {
    const text = "# %%\r\ndef f(:\n  '''\n\n# %%\n🙂";
    const { parts, syntax } = await read(text);
    for (let offset = 0; offset <= text.length; offset++)
      assert.deepEqual(selectionsAt(syntax, parts, offset).at(-1), { from: 0, to: text.length });
  });
});

describe("Tokens of headers", () => {
  it("are the marker, the title, names and values", async () => {
    const line = "# %% Two words [targets=0,2 block=false]";
    const { parts } = await read(`${line}\n1\n# In[2]:\n`);
    const texts = headerTokens(parts.cells)
      .filter((token) => token.line === 0)
      .map(({ character, length, type }) => `${type} ${line.slice(character, character + length)}`);
    assert.deepEqual(texts, [
      "keyword # %%",
      "class Two words",
      "operator [",
      "property targets",
      "operator =",
      "number 0,2",
      "property block",
      "operator =",
      "number false",
      "operator ]",
    ]);
    assert.equal(headerTokens(parts.cells).at(-1)?.line, 2);
  });
});
