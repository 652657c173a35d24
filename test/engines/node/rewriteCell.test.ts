import { deepEqual, equal, throws } from "node:assert/strict";
import { rewriteCell } from "../../../src/engines/node/rewriteCell";

describe("rewriting of JavaScript cells", () => {
  const bodies: readonly [what: string, code: string, body: string][] = [
    ["the last expression is returned", "f(1)", "return (f(1))"],
    ["its semicolon stays outside", "f(1);", "return (f(1));"],
    ["it stays on its line", "a() // one\n// two\nb()", "a() // one\n// two\nreturn (b())"],
    ["a declaration has no value", "const a = 1", "const a = 1"],
    [
      "a default import",
      'import x from "y"',
      'const {"default": x} = $named(await $imprt("y"), "y", ["default"]);',
    ],
    [
      "named imports over several lines",
      'import {\n  a,\n  b as c,\n} from "y";\n',
      'const {"a": a, "b": c} = $named(await $imprt("y"), "y", ["a","b"]);\n\n\n\n',
    ],
    ["a whole module", 'import * as y from "y"', 'const y = await $imprt("y");'],
    [
      "a default and a whole module",
      'import x, * as y from "y"',
      'const y = await $imprt("y"), {"default": x} = $named(y, "y", ["default"]);',
    ],
    ["an import for its effects", 'import "y"', 'await $imprt("y");'],
    [
      "import attributes",
      'import x from "./x.json" with { type: "json" }',
      'const {"default": x} = $named(await $imprt("./x.json", {with: {"type": "json"}}), "./x.json", ["default"]);',
    ],
    ["import() keeps its length", 'const y = import("y")', 'const y = $imprt("y")'],
    ["import.meta keeps its length", "const u = import.meta.url", "const u = $importMeta.url"],
    ["an exported constant", "export const a = 1", "       const a = 1"],
    ["an exported function", "export function f() {}", "       function f() {}"],
    ["an exported list", "const a = 1;\nexport {\n  a\n};", "const a = 1;\n        \n   \n  "],
    ["a named default export", "export default class A {}", "               class A {}"],
    ["another default export", "export default 5;", "exports.default = (5);"],
    ["all of a module", 'export * from "y"', '$exportAll(await $imprt("y"));'],
    ["a hashbang", "#!/usr/bin/env node\na", "///usr/bin/env node\nreturn (a)"],
    ["await asks whether to go on", "const a = await b", "const a = $resumed($waiting(1),await b)"],
    ["so does for await", "for await (const a of b);", "for await (const a of $watched(b));"],
  ];
  for (const [what, code, body] of bodies) {
    it(what, () => {
      const cell = rewriteCell(code, 0);
      equal(cell.body, body);
      equal(cell.body.split("\n").length, code.split("\n").length, "every line stays");
    });
  }

  const names: readonly [code: string, names: string][] = [
    ["const a = 1, { b, c: [d, ...e], f = 2 } = g", "a b d e f"],
    ["for (var i = 0; ;) { var j; let k }", "i j"],
    ["function f() { var inside }", "f"],
    ["class A { static { var inside } }", "A"],
    ["{ let inside; if (a) var b }", "b"],
    ['import x, { y as z } from "m"', "x z"],
    ["const a = 1; export { a as b }", "a b"],
    ["export default function f() {}", "f"],
    ["implicit = 1", ""],
  ];
  for (const [code, expected] of names)
    it(`defines “${expected}” in ${code}`, () => {
      deepEqual([...rewriteCell(code, 0).names.keys()], expected.split(" ").filter(Boolean));
    });

  it("is async only where the top awaits", () => {
    for (const code of ["await 1", "for await (const a of b);", 'import "a"'])
      equal(rewriteCell(code, 0).isAsync, true);
    for (const code of ["async () => await 1", 'import("a")']) equal(rewriteCell(code, 0).isAsync, false);
  });

  it("is strict where it has module syntax", () => {
    equal(rewriteCell("export const a = 1", 0).strict, true);
    equal(rewriteCell("a = 010", 0).strict, false);
  });

  it("knows the user's column beside inserted code", () => {
    const code = "const a = await b, c = d";
    const { body, edits } = rewriteCell(code, 0);
    deepEqual(edits.toOriginal({ line: 0, column: body.indexOf("d", body.indexOf("c =")) }), {
      line: 0,
      column: code.indexOf("d", code.indexOf("c =")),
    });
  });

  it("leaves syntax errors to its caller", () => {
    throws(() => rewriteCell("let let", 0), SyntaxError);
  });
});
