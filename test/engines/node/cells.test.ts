import { deepEqual, equal, match } from "node:assert/strict";
import { nodeEngine } from "./nodeEngine";

describe("JavaScript cells", () => {
  const open = nodeEngine();

  it("keep what they define, and can run again", async () => {
    const lab = open();
    const cell =
      "const a = 1; let b = 2; var c = 3; class D { x = 4 } function sum() { return a + b + c + new D().x }";
    for (let time = 0; time < 2; time++) {
      equal((await lab.run(cell)).status, "ok");
      equal(await lab.value("sum()"), "10");
    }
    equal(await lab.value("b = 20; sum()"), "28", "another cell's let can be assigned to");
    equal((await lab.run("a = 5")).error?.message, "Assignment to constant variable.");
    equal(await lab.value("const sum = 7; sum"), "7", "a function can become a constant");
    equal(await lab.value("globalThis.c"), "3");
  });

  it("give the value of the last expression", async () => {
    const lab = open();
    equal(await lab.value("1 + 1;"), "2");
    equal(await lab.value("({ a: 'x' })"), "{ a: 'x' }");
    equal(await lab.value("let x = 5"), undefined);
    equal(await lab.value("undefined"), undefined);
    equal(
      await lab.value("async function main() { await null; return 3 }\nmain()"),
      "3",
      "a promise is awaited",
    );
  });

  it("await at their top", async () => {
    const lab = open();
    equal(await lab.value("const got = await Promise.resolve(6); got"), "6");
    equal(await lab.value("let n = 0; for await (const x of [1, Promise.resolve(2)]) n += x; n"), "3");
    equal(await lab.value("got + n"), "9");
  });

  it("put back what a failing cell did not get to define", async () => {
    const lab = open();
    await lab.run("const kept = 1");
    equal((await lab.run("null.x; const kept = 2, fresh = 3")).status, "error");
    equal(await lab.value("kept"), "1");
    equal((await lab.run("fresh")).error?.message, "fresh is not defined");
  });

  it("share Node's own classes", async () => {
    equal(
      await open().value(`
        let thrown;
        try { require("fs").readFileSync("/does/not/exist") } catch (error) { thrown = error }
        [thrown instanceof Error, new URL("a:b") instanceof Object, Buffer.from("") instanceof Uint8Array,
          JSON.parse("[]") instanceof Array, require("fs").promises.readdir(".") instanceof Promise]`),
      "[ true, true, true, true, true ]",
    );
  });

  it("know who they are", async () => {
    const lab = open();
    equal(await lab.value("engine_id + ' of ' + engine_count"), "'0 of 1'");
    equal(await lab.value("require.main === module"), "true");
    equal(await lab.value("require.main === module", { main: false }), "false");
    equal(await lab.value("import.meta.main", { main: false }), "false");
    equal(
      await lab.value("[__filename, import.meta.filename].join()"),
      `'${lab.path("lab.js")},${lab.path("lab.js")}'`,
    );
    equal(await lab.value("process.argv[1]"), `'${lab.path("lab.js")}'`);
    equal(await lab.value("[typeof process.send, process.execArgv.length].join()"), "'undefined,0'");
  });

  it("are forgotten by a reset", async () => {
    const lab = open();
    lab.write("part.cjs", "module.exports = 1");
    lab.write("part.mjs", "export default 1");
    const load = 'const part = [require("./part.cjs"), (await import("./part.mjs")).default]; part';
    equal(await lab.value(load), "[ 1, 1 ]");
    await lab.run("const a = 1; implicit = 2; const fetch = 3; Error.prepareStackTrace = () => 'mine'");
    lab.write("part.cjs", "module.exports = 2");
    lab.write("part.mjs", "export default 2");
    equal((await lab.engine.call({ op: "reset" })).status, "ok");
    equal(
      await lab.value("[typeof a, typeof part, typeof implicit, typeof fetch, engine_id].join()"),
      "'undefined,undefined,undefined,function,0'",
    );
    equal(await lab.value(load), "[ 2, 2 ]", "changed modules are loaded again");
    equal((await lab.run("null.x")).error?.line, 1);
  });

  it("print in order, with colours off, and show values", async () => {
    const events: string[] = [];
    const ran = await open().run(
      'console.log({ a: 1 }); console.error("two"); process.stdout.write("three\\n"); display({ four: 4 });' +
        'require("child_process").execSync("echo five", { stdio: "inherit" });',
      {
        onEvent(event) {
          if (event.type === "output") events.push(event.text);
          if (event.type === "display") events.push(event.value.text);
        },
      },
    );
    equal(events.join("").replaceAll("\n", " "), "{ a: 1 } two three { four: 4 }five ");
    equal(ran.stderr, "two\n");
  });

  it("receive and give values", async () => {
    const lab = open();
    const push = { list: { kind: "json", value: [1, { a: "é" }] }, bytes: { kind: "bytes", payload: { data: new Uint8Array([7]) } } } as const; // biome-ignore format: two values
    equal((await lab.engine.call({ op: "push", values: push })).status, "ok");
    equal(await lab.value("[list[1].a, bytes instanceof Uint8Array, bytes[0]]"), "[ 'é', true, 7 ]");
    await lab.run(
      "const when = new Map([[1, new Date(0)]]); const big = new Uint8Array(2 << 20); const f = () => 1",
    );
    const pulled = await lab.engine.call({ op: "pull", names: ["list", "when", "big"] });
    const [list, when, big] = pulled.values ?? [];
    deepEqual(list, { kind: "json", value: [1, { a: "é" }] });
    equal(when?.kind === "opaque" && `${when.format} ${when.type}`, "v8 Map");
    equal(big?.kind === "bytes" && "file" in big.payload && big.payload.size, 2 << 20);
    if (when) await lab.engine.call({ op: "push", values: { again: when } });
    equal(await lab.value("again.get(1).getTime()"), "0");
    match(
      (await lab.engine.call({ op: "pull", names: ["f"] })).error?.message ?? "",
      /^f is a Function that cannot be sent/,
    );
    const pickle = { kind: "opaque", format: "pickle", type: "set", repr: "{1}", payload: { data: new Uint8Array() } } as const; // biome-ignore format: one value
    match(
      (await lab.engine.call({ op: "push", values: { pickle } })).error?.message ?? "",
      /a set of a Python engine/,
    );
  });

  it("let a pushed value reach the functions beside a let", async () => {
    const lab = open();
    await lab.run("let n = 1; const m = 1; function both() { return [n, m] }");
    const value = { kind: "json", value: 5 } as const;
    await lab.engine.call({ op: "push", values: { n: value, m: value } });
    equal(await lab.value("[both()[0], m].join()"), "'5,5'");
  });

  it("are called by name, and await what is returned", async () => {
    const lab = open();
    await lab.run("const twice = (x) => 2 * x; async function later(x, { plus }) { return x + plus }");
    deepEqual((await lab.apply("twice", 4)).values, [{ kind: "json", value: 8 }]);
    deepEqual((await lab.apply("(x) => x?.y", null)).values, [{ kind: "json", value: null }]);
    const plus = { kind: "json", value: 2 } as const;
    const called = await lab.engine.call({ op: "apply", fn: "later", args: [plus], kwargs: { plus } });
    deepEqual(called.values, [{ kind: "json", value: 4 }]);
    equal((await lab.apply("missing", 1)).error?.message, "missing is not defined");
  });

  it("map over chunks and name the items that fail", async () => {
    const lab = open();
    await lab.run(
      "async function odd(x) {\n  if (x % 2 === 0) throw new RangeError('even ' + x)\n  return x\n}",
    );
    const chunks = new TextEncoder().encode("[1,2,3][4,5]");
    const lengths = [7, 5];
    const results: string[] = [];
    const errors: string[] = [];
    for (const allErrors of [true, false]) {
      await lab.engine.call(
        { op: "map", fn: "odd", chunks: chunks.slice(), lengths, allErrors },
        {
          onEvent(event) {
            if (event.type !== "chunks") return;
            for (const chunk of event.chunks) {
              results.push(Buffer.from(chunk.results).toString());
              for (const { item, error } of chunk.errors)
                errors.push(`${item} ${error.message} ${error.line}`);
            }
          },
        },
      );
    }
    equal(results.join(" "), "[1,null,3] [null,5] [1,null,null] [null,null]");
    deepEqual(errors, ["1 even 2 2", "0 even 4 2", "1 even 2 2", "0 even 4 2"]);
  });
});
