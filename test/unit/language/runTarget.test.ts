import assert from "node:assert/strict";
import { languages } from "../../../src/language/languages";
import {
  cellsTitled,
  chooseCells,
  chooseTarget,
  fileTarget,
  partLines,
  separateCells,
} from "../../../src/language/runTarget";

const [python] = languages;
assert.ok(python);
const facts = python;
const CELLS = "# about\n# %% one\na = 1\n\n# %% two [targets=1]\nb = 2\n";

describe("what is run", () => {
  for (const [cursorLine, title] of [
    [0, "one"],
    [1, "one"],
    [3, "one"],
    [4, "two"],
    [99, "two"],
  ] as const) {
    it(`with the cursor in line ${cursorLine} is the cell ${title}`, () => {
      const target = chooseTarget(CELLS, facts, { cursorLine });
      assert.equal(target.kind, "cell");
      assert.equal(target.title, title);
    });
  }

  it("is a cell with its code, its place and its options", () => {
    assert.deepEqual(chooseTarget(CELLS, facts, { cursorLine: 5 }), {
      kind: "cell",
      title: "two",
      code: "b = 2\n",
      firstLine: 5,
      options: { targets: [1] },
    });
  });

  it("is the whole file when it has no cells", () => {
    assert.deepEqual(chooseTarget("\ufeffa = 1\nb = 2\n", facts, { cursorLine: 1 }), {
      kind: "file",
      title: "",
      code: "a = 1\nb = 2\n",
      firstLine: 0,
      options: {},
    });
    assert.equal(fileTarget("").code, "");
  });

  it("is the selection before all else", () => {
    const selection = { firstLine: 2, text: "a = 1" };
    assert.deepEqual(chooseTarget(CELLS, facts, { cursorLine: 5, selection }), {
      kind: "selection",
      title: "line 3",
      code: "a = 1",
      firstLine: 2,
      options: {},
    });
  });

  it("is not a selection of nothing but space", () => {
    const selection = { firstLine: 2, text: " \n\t" };
    assert.equal(chooseTarget(CELLS, facts, { cursorLine: 5, selection }).kind, "cell");
  });

  it("has the marker of the settings", () => {
    assert.equal(chooseTarget("#---- x\n1", facts, { cursorLine: 1 }, "^#-{4}").title, "x");
  });

  it("is some lines of a file, each at its place, and what comes after waits for them", () => {
    const spans = [
      { from: 1, to: 1 },
      { from: 3, to: 4 },
    ];
    const target = partLines("a\r\nb\nc\nd\ne\n", spans, { targets: [1], block: false });
    assert.deepEqual([target.code, target.firstLine, target.options], ["b\n\nd\ne", 1, { targets: [1] }]);
  });

  const selections: readonly (readonly [what: string, text: string, code: string])[] = [
    ["out of a function", "    a = 1\n    b = 2", "a = 1\nb = 2"],
    ["with deeper lines", "    if a:\n        b()\n    c()", "if a:\n    b()\nc()"],
    ["with empty lines", "    a = 1\n\n  \n    b = 2", "a = 1\n\n  \nb = 2"],
    ["with tabs", "\ta = 1\n\t\tb", "a = 1\n\tb"],
    ["with tabs and spaces mixed", "\ta = 1\n    b = 2", "\ta = 1\n    b = 2"],
    ["whose first line is not indented", "a:\n    b", "a:\n    b"],
    ["with Windows line ends", "    a = 1\r\n    b = 2", "a = 1\nb = 2"],
    ["whose first line is empty", "\n    a = 1", "\na = 1"],
  ];
  for (const [what, text, code] of selections) {
    it(`is a selection ${what} without the indentation that all lines share`, () => {
      const target = chooseTarget(CELLS, facts, { cursorLine: 0, selection: { firstLine: 7, text } });
      assert.equal(target.code, code);
      assert.equal(target.firstLine, 7);
    });
  }
});

describe("the cells that free engines run", () => {
  const text = "# %% one\na = 1\n# %% two\nb = 2\n# %% two\nc = 3\n";
  const chosen = (firstLine: number, selected: string) =>
    chooseCells(text, facts, { cursorLine: 0, selection: { firstLine, text: selected } }).cells.map(
      ({ firstLine: line }) => line,
    );

  it("are all of the file without a selection, and none in a file without markers", () => {
    assert.deepEqual(
      chooseCells(text, facts, { cursorLine: 3 }).cells.map(({ title }) => title),
      ["one", "two", "two"],
    );
    assert.deepEqual(chooseCells("a = 1\n", facts, { cursorLine: 0 }), { cells: [] });
  });

  it("are those that a selection touches, if they are several", () => {
    assert.deepEqual(chosen(1, "a = 1\n# %% two\nb"), [1, 3]);
    assert.deepEqual(chosen(3, "b = 2\r\n# %%"), [3, 5]);
    assert.deepEqual(chosen(1, "a = 1\n"), [1, 3, 5], "what ends at a line's beginning has nothing of it");
    assert.deepEqual(chosen(3, "= 2"), [1, 3, 5]);
  });

  it("are found again by their titles, as many as were named, in the order of the file", () => {
    const lines = (...titles: string[]) =>
      cellsTitled(text, facts, titles).cells.map(({ firstLine }) => firstLine);
    assert.deepEqual(lines("two", "one"), [1, 3]);
    assert.deepEqual(lines("two", "two"), [3, 5]);
    assert.deepEqual(lines("gone"), []);
  });

  it("need what stands before the first marker, which is no cell of them", () => {
    const needing = `import os\n\n${text}`;
    const { setUp, cells } = separateCells(needing, facts);
    assert.deepEqual([setUp?.firstLine, setUp?.code.trim()], [0, "import os"]);
    assert.deepEqual(
      cells.map(({ title }) => title),
      ["one", "two", "two"],
    );
    const selection = { firstLine: 0, text: `${needing.slice(0, needing.indexOf("a = 1"))}a` };
    const touched = chooseCells(needing, facts, { cursorLine: 0, selection });
    assert.equal(touched.setUp?.code, setUp?.code);
    assert.equal(touched.cells.length, 3, "one cell alone is no choice");
    assert.equal(cellsTitled(needing, facts, ["two"]).setUp?.code, setUp?.code);
    assert.deepEqual(cellsTitled(needing, facts, ["Cell 1"]).cells, []);
    assert.equal(separateCells(text, facts).setUp, undefined);
  });
});
