import assert from "node:assert/strict";
import { join } from "node:path";
import type { Parser } from "@vscode/tree-sitter-wasm";
import fc from "fast-check";
import { type Grammar, Grammars, grammarOf } from "../../../../src/language/syntax/grammars";
import { readNodes } from "../../../../src/language/syntax/readNodes";
import { type Node, type SyntaxNodes, SyntaxText } from "../../../../src/language/syntax/syntaxText";
import { builtFolder } from "../../../support/builtFolder";

const grammars = new Grammars(join(builtFolder(), "grammars"));

const PROGRAMS: Readonly<Record<Grammar, string>> = {
  python: 'import os\n\nclass Mäp:\n    def mapper(self, line):\n        yield line, "🙂"\n',
  javascript: "function mapper(line) {\n  return [[line, `a`]];\n}\n",
  typescript: "const reducer = (key: string, values: number[]): number => values.length;\n",
  tsx: "const view = <p title={`a`}>text</p>;\n",
};

describe("A text and its syntax tree", () => {
  for (const [grammar, text] of Object.entries(PROGRAMS) as [Grammar, string][]) {
    it(`reads ${grammar}`, async () => {
      const syntax = new SyntaxText(await grammars.parser(grammar), text);
      assert.equal(syntax.root.hasError, false, syntax.root.toString());
      assert.equal(syntax.root.endIndex, text.length);
      syntax.dispose();
    });
  }

  it("counts offsets and columns in UTF-16 units", async () => {
    const syntax = new SyntaxText(await grammars.parser("python"), 'a = "🙂"; b = 1\r\nc = 2\n');
    const names = syntax.root.descendantsOfType("identifier");
    assert.deepEqual(
      names.map((node) => node && [node.startIndex, node.startPosition.row, node.startPosition.column]),
      [
        [0, 0, 0],
        [10, 0, 10],
        [17, 1, 0],
      ],
    );
    assert.deepEqual(syntax.pointAt(17), { row: 1, column: 0 });
    assert.equal(syntax.offsetAt({ row: 1, column: 4 }), 21);
    assert.equal(syntax.offsetAt({ row: 99, column: 0 }), syntax.text.length);
    syntax.dispose();
  });

  it("follows any edits as if it were parsed anew", async () => {
    const parser: Parser = await grammars.parser("python");
    const piece = fc.constantFrom(
      "def f(x):\n",
      "    ",
      "\n",
      "(",
      ")",
      '"""',
      "🙂",
      "ä = 1\r\n",
      "# %%\n",
      "yield x",
    );
    const change = fc.record({
      from: fc.nat(140),
      length: fc.nat(12),
      text: fc.array(piece, { maxLength: 4 }),
      look: fc.boolean(),
    });
    const beginning = `${PROGRAMS.python}# %%\n"""text"""\ntotal = sum(x for x in y)\n${PROGRAMS.python}print(f"{total}")\n`;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (edits) => {
        const syntax = new SyntaxText(parser, beginning);
        let expected = beginning;
        for (const { from, length, text, look } of edits) {
          if (look) syntax.nodes; // what was read is read no second time
          const start = Math.min(from, expected.length);
          const end = Math.min(start + length, expected.length);
          const added = text.join("");
          expected = expected.slice(0, start) + added + expected.slice(end);
          syntax.change([{ from: start, to: end, text: added }]);
        }
        assert.equal(syntax.text, expected);
        const anew = new SyntaxText(parser, expected);
        assert.equal(syntax.root.hasError, anew.root.hasError);
        // What errors are made of depends on what the parser knew before.
        if (!anew.root.hasError) assert.equal(syntax.root.toString(), anew.root.toString());
        assert.deepEqual(plain(syntax.nodes), plain(readNodes(syntax.root.tree, expected)));
        anew.dispose();
        syntax.dispose();
      }),
      { numRuns: 500 },
    );
  });

  it("reads what a change left as it was no second time", async () => {
    const parser = await grammars.parser("python");
    const text = "a = 1\n".repeat(1000);
    const syntax = new SyntaxText(parser, text);
    const { root } = syntax.nodes;
    assert.equal(root.children.length, 1000);
    syntax.change([{ from: 3000, to: 3000, text: "b = 2\n" }]);
    const { walk } = Object.getPrototypeOf(syntax.root.tree) as { walk(): { startIndex: number } };
    let asked = 0;
    const tree = syntax.root.tree as { walk: typeof walk };
    tree.walk = function counted() {
      const cursor = walk.call(this);
      return new Proxy(cursor, {
        get: (target, name) => {
          if (name === "gotoFirstChild") asked++;
          const value = Reflect.get(target, name, target);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
    };
    assert.equal(syntax.nodes.root.children.length, 1001);
    assert(asked > 0 && asked < 10, `${asked} times below a node`);
    syntax.dispose();
  });

  it("is told which grammar by the file's name", () => {
    assert.equal(grammarOf("python", "a.py"), "python");
    assert.equal(grammarOf("javascript", "a.mts"), "typescript");
    assert.equal(grammarOf("javascript", "a.TSX"), "tsx");
    assert.equal(grammarOf("javascript", "untitled:1", "typescript"), "typescript");
    assert.equal(grammarOf("javascript", "a.mjs"), "javascript");
  });
});

function plain({ all }: SyntaxNodes) {
  return all.map(({ type, field, from, to, index, last, parent, children }) => [
    ...[type, field, from, to, index, last, parent?.index],
    children.map(({ index }) => index),
  ]);
}

describe("The nodes of a syntax tree", () => {
  for (const [grammar, text] of Object.entries(PROGRAMS) as [Grammar, string][]) {
    it(`are those of the tree, in ${grammar}`, async () => {
      const syntax = new SyntaxText(await grammars.parser(grammar), text);
      const expected: string[] = [];
      const visit = (node: Node, field: string) => {
        expected.push(`${node.type} ${field} ${node.startIndex} ${node.endIndex}`);
        // Strings without expressions are kept whole.
        if (grammar === "python" && node.type === "string") return;
        for (let at = 0; at < node.childCount; at++) {
          const child = node.child(at);
          if (child?.isNamed) visit(child, node.fieldNameForChild(at) ?? "");
        }
      };
      visit(syntax.root, "");
      const { all } = syntax.nodes;
      assert.deepEqual(
        all.map(({ type, field, from, to }) => `${type} ${field} ${from} ${to}`),
        expected,
      );
      for (const node of all) {
        assert.equal(all[node.index], node);
        for (const child of node.children) assert.ok(child.parent === node && node.contains(child));
        assert.equal(node.last, node.children.at(-1)?.last ?? node.index);
      }
      syntax.dispose();
    });
  }

  it("are found by type and by place", async () => {
    const syntax = new SyntaxText(await grammars.parser("python"), "a = f(b, 'c')  # d\n");
    const { nodes } = syntax;
    assert.deepEqual(
      nodes.ofType("identifier").map((node) => node.text),
      ["a", "f", "b"],
    );
    assert.equal(nodes.at(6).text, "b");
    assert.equal(nodes.at(10).type, "string");
    assert.equal(nodes.at(16).type, "comment");
    assert.equal(nodes.at(6).closest("call")?.child("function")?.text, "f");
    syntax.change([{ from: 0, to: 1, text: "xyz" }]);
    assert.equal(syntax.nodes.ofType("identifier")[0]?.text, "xyz");
    assert.equal(nodes.ofType("identifier")[0]?.text, "a", "what was read stays");
    syntax.dispose();
  });
});
