import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";
import { builtFolder } from "../../support/builtFolder";
import { nodeEngine } from "./nodeEngine";

/** Names that user code cannot define, or must not if anything is to work. */
const FIXED = new Set(["globalThis", "global", "Infinity", "NaN", "undefined"]);

/** The names that an engine takes from Node once, before any user code runs. */
function intrinsics(): string[] {
  const [, names] = /const \{ (.*?) \} = globalThis;/.exec(read("nodeEngine.js")) ?? [];
  assert.ok(names);
  return names.split(", ");
}

function read(bundle: string): string {
  return readFileSync(join(builtFolder(), bundle), "utf8");
}

describe("Names of JavaScript's own that user code defines", () => {
  const open = nodeEngine();

  for (const bundle of ["nodeEngine.js", "nodeTypescript.js"]) {
    it(`are none that ${bundle} looks up when it runs: those are in the list of esbuild.mjs`, async () => {
      const names = Object.getOwnPropertyNames(globalThis).filter(
        (name) => /^[\w$]+$/.test(name) && !FIXED.has(name),
      );
      const define = Object.fromEntries(names.map((name) => [name, `FREE_${name}`]));
      const { code } = await transform(read(bundle), { define, logLevel: "silent" });
      assert.deepEqual([...new Set(code.match(/\bFREE_\w+/g))], []);
    });
  }

  it("are the user's in the cells, and Node's own after a reset", async () => {
    const lab = open();
    const cell = "function Map() { return 'mine' }\nconst Promise = 1; class Set { size = 5 }\n";
    for (let time = 0; time < 2; time++) {
      assert.equal(await lab.value(`${cell}[Map(), Promise, new Set().size]`), "[ 'mine', 1, 5 ]");
      assert.equal(await lab.value("[Map(), Promise, new Set().size]"), "[ 'mine', 1, 5 ]");
      assert.equal(await lab.value("await (async () => 6)()"), "6");
      assert.equal((await lab.engine.call({ op: "reset" })).status, "ok");
      assert.equal(
        await lab.value("[new Map().size, await Promise.resolve(2), new Set().size]"),
        "[ 0, 2, 0 ]",
      );
    }
  });

  it("leave the engine as it is, all of them at once", async () => {
    const lab = open();
    const all = intrinsics().map((name) => `var ${name} = "mine";`);
    assert.equal((await lab.run(`${all.join(" ")}\nvar double = (x) => 2 * x;`)).status, "ok");
    const ran = await lab.run("const twice = [double(1), double(2)];\ntwice");
    assert.equal(ran.result?.text, "[ 2, 4 ]");
    assert.equal(
      await lab.value("enum Colour { red = 3 }\nconst n: number = Colour.red;\nn", { filename: "a.ts" }),
      "3",
    );
    const failed = await lab.run("\nnull.x");
    assert.equal(failed.error?.line, 2);
    assert.match(failed.error?.traceback ?? "", /lab\.js:2/);
    assert.deepEqual((await lab.apply("double", 4)).values, [{ kind: "json", value: 8 }]);
    const chunks = new TextEncoder().encode("[1,2]");
    const mapped = await lab.engine.call({ op: "map", fn: "double", chunks, lengths: [5], allErrors: false });
    assert.equal(mapped.status, "ok", mapped.error?.traceback);
    assert.equal((await lab.engine.call({ op: "pull", names: ["twice"] })).status, "ok");
    assert.equal(
      (await lab.engine.call({ op: "push", values: { m: { kind: "json", value: 5 } } })).status,
      "ok",
    );
    assert.equal(await lab.value("display({ a: [m] }); m"), "5");
    assert.equal(
      (await lab.interrupt("require('fs').writeSync(1, 'ready\\n');\nfor (;;);")).status,
      "interrupted",
    );
    assert.equal(await lab.value("Map"), "'mine'");
    assert.equal((await lab.engine.call({ op: "reset" })).status, "ok");
    assert.equal(await lab.value("typeof double"), "'undefined'");
    assert.equal(await lab.value("Map === new Map().constructor"), "true");
  });
});
