import { equal, match } from "node:assert/strict";
import { nodeEngine } from "./nodeEngine";

describe("interrupting JavaScript cells", () => {
  const open = nodeEngine();

  const cases: readonly [what: string, code: string, line: number | undefined][] = [
    ["a loop", 'console.log("ready");\nfunction spin() {\n  while (true) {}\n}\nspin()', 13],
    ["an await that never settles", 'console.log("ready");\nawait new Promise(() => {})', 12],
    ["a loop of awaits", 'const { setTimeout: nap } = require("timers/promises");\nwhile (true) {\n  console.log("ready");\n  await nap(1);\n}', 14], // biome-ignore format: a file
    ["a loop after an await", 'await null;\nconsole.log("ready");\nfor (;;) {}', 13],
    ["a loop of microtasks", 'console.log("ready");\nwhile (true) await null', 12],
    ["a loop in a timer", 'setTimeout(() => {\n  console.log("ready"); while (true) {} })\nawait new Promise(() => {})', 12], // biome-ignore format: a file
    ["a regular expression", 'console.log("ready");\n/^(a+)+$/.test("a".repeat(50) + "b")', 12],
    ["endless printing", 'for (;;) console.log("ready")', 11],
    ["endless displays", 'console.log("ready"); for (;;) display(1)', 11],
  ];
  for (const [what, code, line] of cases) {
    it(`stops ${what} and keeps the namespace`, async () => {
      const lab = open();
      await lab.run("let kept = 1");
      const ran = await lab.interrupt(code, { firstLine: 10 });
      equal(ran.status, "interrupted");
      equal(ran.error?.name, "Interrupted");
      equal(ran.error?.line, line);
      equal(await lab.value("kept += 1"), "2");
    });
  }

  it("stops what goes on in the background, too", async () => {
    const lab = open();
    await lab.run('let rounds = 0; const { setImmediate: turn } = require("timers/promises")');
    await lab.interrupt(
      'async function work() { for (;;) { await turn(); rounds += 1 } }\nconsole.log("ready")\nawait work()',
    );
    const after = await lab.value("rounds");
    equal(await lab.value("for (let i = 0; i < 100; i++) await turn(); rounds"), after);
  });

  it("can be caught, as in Python", async () => {
    const lab = open();
    await lab.run("let caught, go");
    await lab.interrupt(
      'try { console.log("ready"); await new Promise((resolve) => { go = resolve }) } catch (error) { caught = error.name }',
    );
    equal(await lab.value("go(); while (!caught) await new Promise(setImmediate); caught"), "'Interrupted'");
  });

  it("stops a map", async () => {
    const lab = open();
    await lab.run('const forever = () => { console.log("ready"); for (;;); }');
    let ready = () => {};
    const isReady = new Promise<void>((resolve) => {
      ready = resolve;
    });
    const call = { op: "map", fn: "forever", chunks: new TextEncoder().encode("[1]"), lengths: [3], allErrors: true } as const; // biome-ignore format: one call
    const running = lab.engine.call({ ...call, chunks: call.chunks.slice() }, { onEvent: () => ready() });
    await isReady;
    equal(await lab.engine.interrupt(), true);
    const outcome = await running;
    equal(outcome.status, "interrupted");
    match(outcome.error?.traceback ?? "", /at forever/);
    equal(await lab.value("typeof forever"), "'function'");
  });
});
