import { deepEqual, equal, match, ok } from "node:assert/strict";
import { nodeEngine } from "./nodeEngine";

describe("errors of JavaScript cells", () => {
  const open = nodeEngine();

  it("name the user's lines and none of the engine's", async () => {
    const lab = open();
    await lab.run("function inner(x) {\n  return x.y.z\n}", { firstLine: 4 });
    const { status, error } = await lab.run("\n[1].map(function each(x) {\n  return inner(x)\n})", {
      firstLine: 9,
    });
    equal(status, "error");
    const at = lab.path("lab.js");
    const { traceback, ...rest } = error ?? { traceback: "" };
    const message = "Cannot read properties of undefined (reading 'z')";
    deepEqual(rest, { name: "TypeError", message, filename: at, line: 6 });
    deepEqual(traceback.split("\n"), [
      `TypeError: ${message}`,
      `    at inner (${at}:6:14)`,
      `    at each (${at}:12:10)`,
      "    at Array.map (<anonymous>)",
      `    at ${at}:11:5`,
    ]);
  });

  it("keep lines and columns beside awaits", async () => {
    const lab = open();
    const { error } = await lab.run("await null; await null; missing()", { firstLine: 2 });
    match(error?.traceback ?? "", /lab\.js:3:25$/);
    const read = await lab.run('const fs = require("fs")\nawait fs.promises.readFile("/does/not/exist")');
    equal(read.error?.line, 2, "an error from inside Node is at the line that waited");
  });

  it("are not placed by what their message looks like", async () => {
    const lab = open();
    for (const name of ["Error", "SyntaxError"])
      equal((await lab.run(`null;\nthrow new ${name}("see 127.0.0.1:80")`)).error?.line, 2);
  });

  it("have the line of the last expression, too", async () => {
    const lab = open();
    for (const code of ["const a = 1\nmissing", "a;\n\nmissing + 1", "missing", "a; missing"]) {
      const { error } = await lab.run(code.replace("a;", "1;"));
      const at = code.slice(0, code.indexOf("missing")).split("\n");
      match(
        error?.traceback ?? "",
        new RegExp(`lab\\.js:${at.length}:${(at.at(-1) ?? "").length + 1}$`),
        code,
      );
    }
  });

  it("are the same in what the user prints of them", async () => {
    const { stderr } = await open().run("try { null.x } catch (error) { console.error(error.stack) }", {
      firstLine: 6,
    });
    match(stderr, /^TypeError: .*\n {4}at \S*lab\.js:7:12\n$/);
  });

  it("tell causes and collected errors", async () => {
    const lab = open();
    const caused = await lab.run('throw new Error("outer", { cause: new RangeError("inner") })');
    match(caused.error?.traceback ?? "", /^Error: outer\n.*\n {2}\[cause\]: RangeError: inner\n/s);
    const many = await lab.run(
      'await Promise.any([Promise.reject(new Error("first")), Promise.reject(new Error("second"))])',
    );
    equal(many.error?.name, "AggregateError");
    match(many.error?.traceback ?? "", /\[errors 0\]: Error: first.*\[errors 1\]: Error: second/s);
  });

  it("may be anything that is thrown", async () => {
    const lab = open();
    equal((await lab.run('throw "text"')).error?.traceback, "Uncaught 'text'");
    equal((await lab.run("throw { code: 5 }")).error?.message, "{ code: 5 }");
    equal((await lab.run("throw null")).error?.message, "null");
    const hostile = "throw new Proxy(new Error('x'), { get() { throw 1 } })";
    equal((await lab.run(hostile)).status, "error");
    equal(await lab.value("1"), "1");
  });

  it("of syntax carry file and line", async () => {
    const lab = open();
    const cases: readonly [code: string, line: number][] = [
      ["let a = 1;\nlet b = = 2;", 5],
      ["f(", 4],
      ["import 'x'\n\n}", 6],
      ["const a = 1;\nconst a = 2;", 5],
      ["export const = 5", 4],
    ];
    for (const [code, line] of cases) {
      const { error } = await lab.run(code, { firstLine: 3 });
      equal(error?.name, "SyntaxError", code);
      equal(`${error?.filename}:${error?.line}`, `${lab.path("lab.js")}:${line}`, code);
    }
  });

  it("of code that nobody waits for fail the call under way", async () => {
    const lab = open();
    equal((await lab.run('Promise.reject(new Error("floating"))\n5')).error?.message, "floating");
    const late = await lab.run(
      'setTimeout(() => {\n  throw new Error("late")\n})\nawait new Promise(() => {})',
    );
    equal(late.error?.message, "late");
    equal(late.error?.line, 2);
    equal(await lab.value("6"), "6", "the engine lives on");
  });

  it("between calls are printed", async () => {
    const lab = open();
    const printed = new Promise<string>((resolve) => {
      lab.engine.onDidOutput(({ stream, text }) => resolve(`${stream}: ${text}`));
    });
    await lab.run('setTimeout(() => { setImmediate(() => { throw new Error("afterwards") }) }, 20)');
    match(await printed, /^stderr: Error: afterwards\n/);
    equal(await lab.value("6"), "6");
  });

  it("process.exit ends the engine with its status, and what was printed stays", async () => {
    const lab = open();
    const ran = await lab.run('console.log("bye"); process.exit(3)');
    equal(ran.status, "died");
    equal(ran.error?.message, "exited (status 3)");
    equal(ran.stdout, "bye\n");
    equal(await lab.value("1"), "1", "another takes its place");
  });

  it("a closed stdout ends the engine with a reason instead of a hang", async () => {
    const ran = await open().run('require("fs").closeSync(1)');
    equal(ran.status, "died");
    ok(ran.stderr.includes("closed file descriptor 1"), ran.stderr);
  });
});
