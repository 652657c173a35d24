import assert from "node:assert/strict";
import { forEachBackend } from "./backends";
import { testClusters } from "./testCluster";

forEachBackend("results", (backend) => {
  const start = testClusters(backend);
  const { code } = backend;

  it("are the value of the last expression", async () => {
    const cluster = await start();
    const ran = await cluster.run([code.assign("x", 20), "x + 1", "x + 2"].join("\n"));
    assert.equal(ran.result?.text, "22");
    assert.equal(ran.stdout, "");
  });

  it("show a text as the language writes it", async () => {
    const cluster = await start();
    assert.equal(await cluster.value(JSON.stringify("a b")), code.text("a b"));
  });

  it("are absent when code ends without a value", async () => {
    const cluster = await start();
    for (const silent of ["", code.print("only printed"), code.assign("x", 1)]) {
      assert.equal((await cluster.run(silent)).result, undefined, silent);
    }
  });

  it("have a text of bounded length, however large the value is", async () => {
    const cluster = await start();
    const text = await cluster.value([code.makeBytes("x", 10_000_000), "x"].join("\n"));
    assert.ok(text && text.length < 100_000, `${text?.length} characters`);
  });

  it("come with markup, a drawing and a picture when the value has them", async () => {
    const cluster = await start();
    const { result } = await cluster.run(code.rich);
    assert.ok(result?.text);
    assert.equal(result.html, "<b>bold</b>");
    assert.equal(result.svg, "<svg/>");
    assert.deepEqual([...(result.png ?? [])], [137, 80, 78, 71]);
  });

  it("come as data when they are plain and too long for a line", async () => {
    const cluster = await start();
    const { result } = await cluster.run(code.plainData);
    assert.deepEqual(result?.json, {
      words: Array.from({ length: 100 }, (_, n) => `word ${n}`),
      empty: null,
    });
    for (const other of [code.rich, "[1, 2, 3]", JSON.stringify("x".repeat(1000))]) {
      assert.equal((await cluster.run(other)).result?.json, undefined, other);
    }
  });

  it("of `display` stand in their place among the output", async () => {
    const cluster = await start();
    await cluster.run(code.rich);
    const ran = await cluster.run(code.displayRich);
    const events = ran.events.filter(({ type }) => type === "output" || type === "display");
    const [before, display, after] = events;
    assert.deepEqual(before, { type: "output", stream: "stdout", text: "before\n" });
    assert.equal(display?.type, "display");
    assert.equal(display.value.html, "<b>bold</b>");
    assert.deepEqual([...(display.value.png ?? [])], [137, 80, 78, 71]);
    assert.deepEqual(after, { type: "output", stream: "stdout", text: "after\n" });
    assert.equal(events.length, 3);
  });

  it("come after all output of their call", async () => {
    const cluster = await start();
    // `RunningCall` fails on an event after the outcome; many small calls make a late one likely.
    for (let round = 0; round < 100; round++) {
      const ran = await cluster.run([code.print(`round ${round}`), code.printError("x")].join("\n"));
      assert.equal(ran.stdout, `round ${round}\n`);
      assert.equal(ran.stderr, "x\n");
    }
  });

  it("tell when the call ran and what it cost", async () => {
    const cluster = await start();
    await cluster.engine().start();
    const before = Date.now();
    const ran = await cluster.run(code.printMany(100_000));
    const after = Date.now();
    assert.ok(ran.started >= before - 1 && ran.started <= ran.completed && ran.completed <= after + 1);
    assert.ok(ran.cpuSeconds > 0 && ran.cpuSeconds <= (after - before + 2) / 1000);
    assert.ok(ran.waitSeconds >= 0);
  });
});
