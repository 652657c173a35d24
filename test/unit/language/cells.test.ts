import assert from "node:assert/strict";
import { findCells } from "../../../src/language/cells";
import { type LanguageFacts, languageOf } from "../../../src/language/languages";

function factsOf(filename: string): LanguageFacts {
  const facts = languageOf(filename);
  assert.ok(facts);
  return facts;
}
const python = factsOf("a.py");
const javascript = factsOf("a.ts");

/** The title and the code of each cell. */
const parts = (text: string, facts = python, marker?: string) =>
  findCells(text, facts, marker).map(({ title, code }) => [title, code]);

describe("languages", () => {
  for (const [filename, language] of [
    ["a.py", "python"],
    ["A.PY", "python"],
    ["a.js", "javascript"],
    ["a.mjs", "javascript"],
    ["a.cjs", "javascript"],
    ["a.ts", "javascript"],
    ["a.mts", "javascript"],
    ["a.pyc", undefined],
    ["py", undefined],
    ["a.d.tsx", undefined],
  ] as const) {
    it(`of ${filename} is ${language}`, () => assert.equal(languageOf(filename)?.language, language));
  }

  it("of a file without a telling name is that of the editor", () => {
    assert.equal(languageOf("Untitled-1", "python")?.language, "python");
    assert.equal(languageOf("Untitled-1", "typescript")?.language, "javascript");
    assert.equal(languageOf("Untitled-1", "plaintext"), undefined);
    assert.equal(languageOf("a.py", "javascript")?.language, "python");
  });
});

describe("cells", () => {
  it("are none in a file without markers", () => {
    assert.deepEqual(findCells("x = 1\n# % no marker\n", python), []);
    assert.deepEqual(findCells("", python), []);
  });

  it("reach from a marker to the next", () => {
    const [first, second, ...more] = findCells("# %% one\na = 1\n\n# %%two\nb = 2\n", python);
    assert.deepEqual(first, {
      index: 0,
      title: "one",
      line: 0,
      firstLine: 1,
      lastLine: 2,
      code: "a = 1\n",
      options: {},
      header: {
        marker: { from: 0, to: 4 },
        title: "one",
        titleSpan: { from: 5, to: 8 },
        options: [],
      },
    });
    assert.deepEqual(second, {
      index: 1,
      title: "two",
      line: 3,
      firstLine: 4,
      lastLine: 5,
      code: "b = 2\n",
      options: {},
      header: {
        marker: { from: 0, to: 4 },
        title: "two",
        titleSpan: { from: 4, to: 7 },
        options: [],
      },
    });
    assert.deepEqual(more, []);
  });

  it("without a title are called by their number", () => {
    assert.deepEqual(parts("# %%\na\n# %% named\nb\n#%%\nc"), [
      ["Cell 1", "a"],
      ["named", "b"],
      ["Cell 3", "c"],
    ]);
  });

  it("begin with the code before the first marker, when there is any", () => {
    const [first, second] = findCells("import os\n\n# %% one\n1\n", python);
    assert.deepEqual([first?.title, first?.line, first?.firstLine, first?.lastLine], ["Cell 1", 0, 0, 1]);
    assert.equal(first?.code, "import os\n");
    assert.equal(second?.index, 1);
  });

  for (const head of [
    "\n\n",
    "# a comment\n\n",
    '"""What this file is about."""\n',
    "#!/usr/bin/env python\n",
  ]) {
    it(`do not begin with ${JSON.stringify(head)} before the first marker`, () => {
      assert.deepEqual(parts(`${head}# %% one\n1`), [["one", "1"]]);
    });
  }

  it("may be empty", () => {
    const cells = findCells("# %% one\n# %% two", python);
    assert.deepEqual(
      cells.map(({ code, line, lastLine }) => [code, line, lastLine]),
      [
        ["", 0, 0],
        ["", 1, 1],
      ],
    );
  });

  it("of files with Windows line ends and a byte order mark are the same", () => {
    const text = "import os\n# %% one\na = 1\nb = 2\n# %% two\nc = 3\n";
    assert.deepEqual(findCells(`\ufeff${text.replaceAll("\n", "\r\n")}`, python), findCells(text, python));
    const headed = `\ufeff${text.slice("import os\n".length)}`;
    assert.deepEqual(parts(headed)[0], ["one", "a = 1\nb = 2"]);
  });

  it("may be indented, as nbconvert's and as a language's own markers are", () => {
    assert.deepEqual(parts("if x:\n    # %% inner\n    y\n"), [
      ["Cell 1", "if x:"],
      ["inner", "    y\n"],
    ]);
    assert.deepEqual(parts("# In[1]:\na\n# In[ ]:\nb\n# In [12]: \nc"), [
      ["Cell 1", "a"],
      ["Cell 2", "b"],
      ["Cell 3", "c"],
    ]);
    assert.deepEqual(parts("// %% one\n1;\n# %% no\n2;", javascript), [["one", "1;\n# %% no\n2;"]]);
    assert.deepEqual(parts("// %% no\n# %% one\n1", python), [
      ["Cell 1", "// %% no"],
      ["one", "1"],
    ]);
  });

  it("have a marker that can be chosen", () => {
    assert.deepEqual(parts("#---- a\n1\n# %% b\n2", python, "^#-{4}"), [["a", "1\n# %% b\n2"]]);
  });

  const headers: readonly (readonly [header: string, title: string, options: object])[] = [
    ["# %% title [targets=0,2 block=false]", "title", { targets: [0, 2], block: false }],
    ["# %% [targets=1]", "Cell 1", { targets: [1] }],
    ["# %% title [block=true]", "title", { block: true }],
    ["# %% title [targets=all]", "title", {}],
    ["# %% title [targets=]", "title", {}],
    ["# %% title [targets=a,b]", "title", {}],
    ["# %% title [targets=-1]", "title", {}],
    ["# %% title [targets=0.5]", "title", {}],
    ["# %% title [unknown=1]", "title", {}],
    ["# %% list[0] of [markdown]", "list[0] of [markdown]", {}],
    ["# %% title [targets=0] more", "title [targets=0] more", {}],
  ];
  for (const [header, title, options] of headers) {
    it(`of ${header} have title ${title} and options ${JSON.stringify(options)}`, () => {
      const [cell] = findCells(`${header}\n1`, python);
      assert.equal(cell?.title, title);
      assert.deepEqual(cell?.options, options);
    });
  }

  const magics: readonly (readonly [lines: string, code: string, options: object])[] = [
    ["%%px\nprint(1)", "\nprint(1)", {}],
    ["%%px --targets 0,2 --noblock\n1", "\n1", { targets: [0, 2], block: false }],
    ["%%px --targets=1\n1", "\n1", { targets: [1] }],
    ["%%px -t 1\n1", "\n1", { targets: [1] }],
    ["\n  %%px\n1", "\n\n1", {}],
    ["%px a = 1\nfor x in y:\n    %px b", "a = 1\nfor x in y:\n    b", {}],
    ["1\n%%px\n2", "1\n%%px\n2", {}],
    ["%%pxlocal\n1", "%%pxlocal\n1", {}],
  ];
  for (const [lines, code, options] of magics) {
    it(`honour ${JSON.stringify(lines)} and keep the lines' numbers`, () => {
      const [cell] = findCells(`# %%\n${lines}`, python);
      assert.equal(cell?.code, code);
      assert.deepEqual(cell?.options, options);
    });
  }

  it("let the magic's targets win over the header's", () => {
    const [cell] = findCells("# %% a [targets=0 block=false]\n%%px --targets 1\n1", python);
    assert.deepEqual(cell?.options, { targets: [1], block: false });
  });
});
