import assert from "node:assert/strict";
import { forEachBackend } from "./backends";
import { testClusters } from "./testCluster";

forEachBackend("errors of the user's code", (backend) => {
  const start = testClusters(backend);
  const { code, filename } = backend;

  it("have a name, a message and the user's line", async () => {
    const cluster = await start();
    const { status, error } = await cluster.run(["", code.raise("it broke")].join("\n"));
    assert.equal(status, "error");
    assert.equal(error?.name, code.errorName);
    assert.equal(error.message, "it broke");
    assert.equal(error.filename, filename);
    assert.equal(error.line, 2);
  });

  it("give a cell's lines as those of its file", async () => {
    const cluster = await start();
    const { error } = await cluster.run(code.raise("it broke"), { firstLine: 99 });
    assert.equal(error?.line, 100);
    assert.match(error.traceback, /lab\.(py", line |js:)100\b/);
  });

  it("show every line of the user's on the way, the source included, and none of the engine's", async () => {
    const cluster = await start();
    const lines = code.nestedRaise("deep");
    const { error } = await cluster.run(lines.join("\n"), { firstLine: 10 });
    assert.ok(error);
    assert.match(error.traceback, /lab\.(py", line |js:)13\b[\s\S]*|lab\.(py", line |js:)12\b[\s\S]*/);
    for (const line of [12, 13])
      assert.match(error.traceback, new RegExp(`lab\\.(py", line |js:)${line}\\b`));
    assert.ok(error.traceback.includes("deep"));
    assert.equal(error.line, 12, "the innermost line");
    assert.doesNotMatch(error.traceback, /labs_engine|engine\.py|nodeEngine|node:internal|node:vm/);
  });

  it("find functions of an earlier cell in that cell's lines", async () => {
    const cluster = await start();
    const [head, raises, calls] = code.nestedRaise("deep");
    await cluster.run([head, raises].join("\n"), { firstLine: 40 });
    const { error } = await cluster.run(calls, { firstLine: 60 });
    assert.equal(error?.line, 42);
    assert.match(error.traceback, /61/);
  });

  it("of syntax name the line, and leave the namespace as it was", async () => {
    const cluster = await start();
    await cluster.run(code.assign("x", 5));
    const { status, error } = await cluster.run([code.assign("x", 6), code.syntaxError].join("\n"), {
      firstLine: 30,
    });
    assert.equal(status, "error");
    assert.equal(error?.name, "SyntaxError");
    assert.equal(error.filename, filename);
    assert.equal(error.line, 32);
    assert.equal(await cluster.value("x"), "5");
  });

  it("keep the error that they were raised from", async () => {
    const cluster = await start();
    const { error } = await cluster.run(code.chained("first of all", "and then"));
    assert.equal(error?.name, code.errorName);
    assert.equal(error.message, "and then");
    assert.match(error.traceback, /first of all/);
    assert.match(error.traceback, /and then/);
  });

  it("leave the engine and its namespace as they are", async () => {
    const cluster = await start();
    await cluster.engine().start();
    const { pid } = cluster.engine().info;
    await cluster.run([code.assign("x", 5), code.raise("it broke")].join("\n"));
    assert.equal(await cluster.value("x"), "5");
    assert.equal(cluster.engine().info.pid, pid);
    assert.equal(cluster.engine().info.state, "idle");
  });

  it("of a name that is not there are errors of pull and apply, too", async () => {
    const cluster = await start();
    const pulled = await cluster.call({ op: "pull", names: ["nowhere"] });
    assert.equal(pulled.status, "error");
    assert.match(pulled.error?.message ?? "", /nowhere/);
    const applied = await cluster.call({ op: "apply", fn: "nowhere", args: [], kwargs: {} });
    assert.equal(applied.status, "error");
    assert.match(applied.error?.message ?? "", /nowhere/);
  });
});
