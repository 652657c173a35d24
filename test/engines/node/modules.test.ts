import { equal, match } from "node:assert/strict";
import { nodeEngine } from "./nodeEngine";

describe("imports and exports in cells", () => {
  const open = nodeEngine();

  it("import modules beside the file, packages and Node's own", async () => {
    const lab = open();
    lab.write("lib.mjs", "export const one = 1; export default function two() { return 2 }");
    lab.write("lib.cjs", "exports.three = 3; exports.main = require.main?.filename");
    lab.write("data.json", '{"four": 4}');
    const cell = [
      'import two, { one as uno } from "./lib.mjs"',
      'import * as path from "node:path"',
      'import { three, main } from "./lib.cjs"',
      'import "./lib.mjs"',
      'import data from "./data.json" with { type: "json" }',
      '[uno, two(), three, data.four, path.basename(main), (await import("./lib.mjs")).one, require("./lib.cjs").three]',
    ].join("\n");
    equal(await lab.value(cell), "[ 1, 2, 3, 4, 'lab.js', 1, 3 ]");
    equal(await lab.value("[uno, two()]"), "[ 1, 2 ]", "imported names are kept");
    equal((await lab.run('import two from "./lib.mjs"; two()')).status, "ok", "and can be imported again");
  });

  it("say which import is missing, and on which line", async () => {
    const lab = open();
    const name = (await lab.run('\nimport { nothing } from "node:fs"', { firstLine: 10 })).error;
    equal(name?.message, "The requested module 'node:fs' does not provide an export named 'nothing'");
    equal(name?.line, 12);
    match(
      (await lab.run('import "./missing.mjs"')).error?.message ?? "",
      /Cannot find module .*missing\.mjs/,
    );
    match(
      (await lab.run('require("./missing.cjs")')).error?.message ?? "",
      /Cannot find module '\.\/missing\.cjs'/,
    );
  });

  it("export to the namespace", async () => {
    const lab = open();
    lab.write("other.mjs", "export const far = 4");
    await lab.run("export const a = 1; export function mapper(x) { return x + a }\nexport { a as renamed }");
    await lab.run('export default class Job { run() { return 3 } }\nexport * from "./other.mjs"');
    equal(await lab.value("[mapper(1), renamed, new Job().run(), far]"), "[ 2, 1, 3, 4 ]");
  });

  it("resolve import.meta", async () => {
    const lab = open();
    equal(
      await lab.value('import.meta.resolve("./x.mjs") === new URL("x.mjs", import.meta.url).href'),
      "true",
    );
    equal(await lab.value('import.meta.resolve("fs")'), "'node:fs'");
  });
});

describe("TypeScript cells", () => {
  const open = nodeEngine();
  const filename = "lab.ts";

  it("run without their types, every place where it was", async () => {
    const lab = open();
    const code = "interface P { x: number }\nconst f = (p: P): number => {\n  throw new Error('no' + (p.x as number)) }\nf({ x: 1 })"; // biome-ignore format: a file
    const { error } = await lab.run(code, { filename, firstLine: 20 });
    equal(error?.line, 23);
    match(error?.traceback ?? "", /at f \(.*lab\.ts:23:9\)\n {4}at .*lab\.ts:24:1$/);
    equal(await lab.value("let n: number = 1; n satisfies number", { filename }), "1");
  });

  it("compile enums, namespaces and parameter properties, with the lines of the file", async () => {
    const lab = open();
    const code = "enum Color { Red, Green }\n\nnamespace N { export const q = 1 }\nclass C { constructor(readonly x: number) {} }\nfunction fail(): never {\n\n  throw new Error('here') }"; // biome-ignore format: a file
    await lab.run(code, { filename, firstLine: 2 });
    equal(await lab.value("[Color[1], N.q, new C(5).x]", { filename, firstLine: 30 }), "[ 'Green', 1, 5 ]");
    equal((await lab.run("fail()", { filename, firstLine: 30 })).error?.line, 9);
  });

  it("import TypeScript files, enums and all", async () => {
    const lab = open();
    lab.write("shapes.ts", "export enum Shape { Round }\nexport type Side = number\nexport const area = (r: Side): number => {\n  if (r < 0) throw new Error('negative')\n  return r * r\n}"); // biome-ignore format: a file
    lab.write("old.cts", "export const three: number = 3");
    const cell = 'import { area, Shape, type Side } from "./shapes.ts"\nimport type { Side as S } from "./shapes.ts"\nconst side: Side = 3;\n[area(side), Shape[0]]'; // biome-ignore format: a file
    equal(await lab.value(cell, { filename }), "[ 9, 'Round' ]");
    match((await lab.run("area(-1)", { filename })).error?.traceback ?? "", /shapes\.ts:4:\d+/);
    equal(await lab.value('(await import("./shapes.ts")).area(4)', { filename: "lab.mjs" }), "16");
  });

  it("tell the line of a syntax error", async () => {
    const { error } = await open().run("let a: number = 1\nlet b: number = ;", { filename, firstLine: 4 });
    equal(error?.name, "SyntaxError");
    equal(error?.line, 6);
  });
});
