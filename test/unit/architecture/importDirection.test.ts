import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sourceFolder } from "../../support/builtFolder";
import { findCycle, type Import, importsOf, typescriptFiles } from "./importGraph";

/**
 * Which folders of src a folder may import from, besides itself (src/README.md):
 * `base, protocol <- runs, engines <- views <- mapreduce <- checks <- hosts (extension, cli)`; `lessons`, `language` and
 * the `server` around both are side columns.
 */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  base: [],
  protocol: [],
  runs: ["base", "protocol"],
  engines: ["base", "protocol"],
  views: ["base", "protocol", "runs", "engines"],
  mapreduce: ["base", "protocol", "runs", "engines", "views"],
  lessons: ["base", "protocol"],
  checks: ["base", "protocol", "runs", "engines", "views", "mapreduce", "lessons", "language"],
  language: ["base", "protocol"],
  server: ["base", "protocol", "language", "lessons"],
  extension: ["base", "protocol", "runs", "engines", "views", "mapreduce", "lessons", "language", "checks"],
  cli: ["base", "protocol", "runs", "engines", "views", "mapreduce", "lessons", "language", "checks"],
};

/** Files of src that the panel may use: pure functions, which run in a browser as they do in Node. */
const PANEL_MAY_USE = /^src\/(protocol\/|runs\/((explain|sweep)\/|(client|format|timing|groupErrors)\.ts$))/;

/** `src/engines/driver/exit.ts` is of `engines`. */
const folderOf = (file: string) => /^src\/([^/]+)\//.exec(file)?.[1];

const tell = ({ from, to }: Import) => `${from} imports ${to}`;

describe("imports", () => {
  const source = typescriptFiles("src");
  const media = typescriptFiles("media");
  const imports = [...source, ...media].flatMap(importsOf);

  it("are found at all", () => {
    assert.ok(source.length > 30 && media.length > 10);
    const known = (from: string, to: string) => imports.some((one) => one.from === from && one.to === to);
    assert.ok(known("src/views/directView.ts", "src/engines/engine.ts"), "a type import");
    assert.ok(known("src/engines/workerEngine.ts", "src/base/errors.ts"), "a value import");
    assert.ok(known("src/engines/workerEngine.ts", "workerpool"), "a package");
  });

  it("go in one direction between the folders of src", () => {
    const wrong = imports.filter(({ from, to, isPackage }) => {
      const here = folderOf(from);
      const there = folderOf(to);
      if (isPackage || !here || !there || here === there) return false;
      return !ALLOWED[here]?.includes(there);
    });
    assert.deepEqual(wrong.map(tell), []);
  });

  it("go to no folder that is unknown here, nor out of src", () => {
    const folders = new Set(source.map(folderOf));
    for (const folder of folders)
      assert.ok(folder && folder in ALLOWED, `src/${folder} has no place in the direction`);
    const out = imports.filter(
      ({ from, to, isPackage }) => !isPackage && from.startsWith("src/") && !to.startsWith("src/"),
    );
    assert.deepEqual(out.filter(({ to }) => to !== "package.json").map(tell), []);
  });

  it("have no cycles, type imports included", () => {
    assert.equal(findCycle(imports).join(" → "), "");
  });

  it("of vscode are only in src/extension", () => {
    const wrong = imports.filter(({ from, to }) => to === "vscode" && folderOf(from) !== "extension");
    assert.deepEqual(wrong.map(tell), []);
  });

  it("of Node and of packages are neither in base and protocol nor in language, but for the parser's", () => {
    const pure = ["base", "protocol", "language"];
    const isParser = ({ from, to }: { from: string; to: string }) =>
      from.startsWith("src/language/syntax/") && to === "@vscode/tree-sitter-wasm";
    const wrong = imports.filter(
      (each) => each.isPackage && pure.includes(folderOf(each.from) ?? "") && !isParser(each),
    );
    assert.deepEqual(wrong.map(tell), []);
  });

  it("of the server are of lessons' text alone: it opens no file that a lesson names", () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        /^src\/(server|lessons\/editing)\//.test(from) && /^src\/lessons\/(?!format\/|editing\/)/.test(to),
    );
    assert.deepEqual(wrong.map(tell), []);
  });

  it("of Node and of packages are neither in learners' progress nor in new lessons", () => {
    const wrong = imports.filter(
      ({ from, isPackage }) => isPackage && /^src\/lessons\/(progress|scaffold)\//.test(from),
    );
    assert.deepEqual(wrong.map(tell), []);
  });

  it("of the panel are its own files and the contract", () => {
    const wrong = imports.filter(
      ({ from, to, isPackage }) =>
        from.startsWith("media/") && !isPackage && !to.startsWith("media/") && !PANEL_MAY_USE.test(to),
    );
    assert.deepEqual(wrong.map(tell), []);
    const node = imports.filter(({ from, to }) => from.startsWith("media/") && to.startsWith("node:"));
    assert.deepEqual(node.map(tell), []);
  });

  it("of one backend's files are in that backend, in createEngines.ts and, to find its interpreter and manage its clusters, in hosts", () => {
    const backend = (file: string) => /^src\/engines\/(cpython|node|pyodide|ipyparallel)\//.exec(file)?.[1];
    const wrong = imports.filter(({ from, to }) => {
      const there = backend(to);
      if (!there || backend(from) === there || from === "src/engines/createEngines.ts") return false;
      return !(["extension", "cli"].includes(folderOf(from) ?? "") && /\/(?:find|manage)\w+\.ts$/.test(to));
    });
    assert.deepEqual(wrong.map(tell), []);
  });

  it("only createEngines.ts names the backends' worker scripts", () => {
    const naming = source.filter((file) =>
      /\w+Worker\.js/.test(readFileSync(join(sourceFolder(), file), "utf8")),
    );
    assert.deepEqual(naming, ["src/engines/createEngines.ts"]);
  });
});

describe("a cycle of imports", () => {
  const edges = (...pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([from, to]) => ({ from, to, isPackage: false }));

  it("is found, the shortest first", () => {
    const imports = edges(["a", "b"], ["b", "c"], ["c", "a"], ["c", "d"], ["d", "c"]);
    assert.deepEqual(findCycle(imports).sort(), ["c", "c", "d"]);
    assert.deepEqual(findCycle(edges(["a", "a"])), ["a", "a"]);
  });

  it("is not found where there is none", () => {
    assert.deepEqual(findCycle(edges(["a", "b"], ["a", "c"], ["b", "d"], ["c", "d"])), []);
  });
});
