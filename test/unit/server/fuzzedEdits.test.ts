import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import type { Position } from "vscode-languageserver";
import { withLineFeeds } from "../../../src/language/lineEnds";
import { Grammars } from "../../../src/language/syntax/grammars";
import { SyntaxText } from "../../../src/language/syntax/syntaxText";
import { Documents } from "../../../src/server/documents";
import { FileViews } from "../../../src/server/fileView";
import { programFindings } from "../../../src/server/findings";
import { foldingRanges } from "../../../src/server/foldingRanges";
import { semanticTokens } from "../../../src/server/semanticTokens";
import { SettingsStore } from "../../../src/server/settings";
import { documentSymbols } from "../../../src/server/symbols";
import { builtFolder } from "../../support/builtFolder";

const grammars = new Grammars(join(builtFolder(), "grammars"));
const LINE_ENDS = ["\n", "\r\n", "\r"];

const BEGINNING = {
  "file:///a.py": [
    '# %% One [targets=0]\r\nimport os\n\nclass Mäp:\r    def mapper(self, line):\n        yield line, "🙂"\n',
    "def mapper(line):\n    yield line, 1\n\ndef reducer(key, values):\n    return sum(values)\n",
  ].join("# %%\n"),
  "file:///a.ts":
    "function mapper(line: string) {\n  return [[line, `a`]];\r\n}\n// %% two [block=no]\rconst a = 1;\n",
};

/** Where an offset is, as the protocol says it: every line end counts, a carriage return alone included. */
function positionIn(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  // Between the two signs of one line end there is no place: it is the end of the line before.
  const isSplit = text[offset - 1] === "\r" && text[offset] === "\n";
  const last = isSplit ? lines.at(-2) : lines.at(-1);
  return { line: lines.length - (isSplit ? 2 : 1), character: last?.length ?? 0 };
}

const piece = fc.constantFrom(
  ...LINE_ENDS,
  ...[
    "def f(x):",
    "    ",
    "(",
    ")",
    '"""',
    "🙂",
    "ä = 1",
    "# %% x [block=1]",
    "yield x",
    "\u2028",
    "{",
    "}",
    "\t",
    "`",
  ],
);
/** A change of a part, an undo of the last one, or a look at the tree in between. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(9),
      text: fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join("")),
    }),
  },
  { weight: 2, arbitrary: fc.constant("undo" as const) },
  { weight: 2, arbitrary: fc.constant("look" as const) },
);

describe("A document that is edited", () => {
  for (const [uri, text] of Object.entries(BEGINNING)) {
    it(`is never another than its client's: ${uri}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
          const documents = new Documents(grammars);
          const languageId = uri.endsWith(".py") ? "python" : "typescript";
          documents.add({ textDocument: { uri, languageId, version: 0, text } });
          const document = documents.get({ uri });
          assert.ok(document);
          const past: string[] = [];
          let expected = text;
          let version = 0;
          const change = (from: number, to: number, inserted: string) => {
            // Whole signs and whole line ends, as editors have it.
            const range = { start: positionIn(expected, from), end: positionIn(expected, to) };
            const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
            expected = expected.slice(0, start) + inserted + expected.slice(end);
            const contentChanges = [{ range, text: inserted }];
            documents.change({ textDocument: { uri, version: ++version }, contentChanges });
          };
          await document.syntax();
          for (const one of steps) {
            if (one === "look") await document.syntax();
            else if (one === "undo") {
              const before = past.pop();
              if (before === undefined) continue;
              change(0, expected.length, before);
            } else {
              const from = Math.floor(one.at * expected.length);
              past.push(expected);
              change(from, Math.min(expected.length, from + one.length), one.text);
            }
          }
          const syntax = await document.syntax();
          assert.ok(syntax);
          assert.equal(document.text, withLineFeeds(expected));
          assert.equal(syntax.text, document.text);
          const anew = new SyntaxText(await grammars.parser(languageId), document.text);
          // What errors are made of depends on what the parser knew before.
          const isBroken = anew.root.hasError;
          assert.equal(syntax.root.hasError, isBroken);
          if (!isBroken) assert.equal(syntax.root.toString(), anew.root.toString());
          anew.dispose();

          const other = new Documents(grammars);
          other.add({ textDocument: { uri, languageId, version: 1, text: expected } });
          if (!isBroken) assert.deepEqual(await seen(documents, uri), await seen(other, uri));
          documents.dispose();
          other.dispose();
        }),
        { numRuns: 150 },
      );
    });
  }

  it("counts lines as editors do, which take a carriage return alone for a line end", async () => {
    const documents = new Documents(grammars);
    const uri = "file:///old.py";
    const text = "# %% One\rx = 1\r# %% Two [targets=x]\ry = 2\r";
    documents.add({ textDocument: { uri, languageId: "python", version: 1, text } });
    const { symbols, findings } = await seen(documents, uri);
    assert.deepEqual(
      symbols.map(({ name, range }) => [name, range.start.line, range.end.line]),
      [
        ["One", 0, 1],
        ["Two", 2, 4],
      ],
    );
    assert.deepEqual(
      findings.map(({ from, to }) => text.slice(from, to)),
      ["x"],
    );
    documents.dispose();
  });

  it("is let go of when it is closed, also while its grammar is read", async () => {
    const documents = new Documents(new Grammars(join(builtFolder(), "grammars")));
    const uri = "file:///a.py";
    documents.add({ textDocument: { uri, languageId: "python", version: 1, text: "x = 1\n" } });
    const document = documents.get({ uri });
    const syntax = document?.syntax();
    documents.remove({ uri });
    assert.equal(await syntax, undefined);
    assert.equal(documents.get({ uri }), undefined);
  });
});

/** What features say of a document. */
async function seen(documents: Documents, uri: string) {
  const view = await new FileViews(documents, new SettingsStore()).of(uri);
  assert.ok(view);
  return {
    symbols: documentSymbols(view),
    foldings: foldingRanges(view),
    tokens: semanticTokens(view),
    findings: programFindings(view),
  };
}
