import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { bytesOf, release, toValue } from "../../../src/engines/sendable";
import type { Json, Value } from "../../../src/protocol/values";
import { forEachBackend } from "./backends";
import { type TestCluster, testClusters } from "./testCluster";

/** Bytes that count up from 0 and wrap at 251, as the snippets make them. */
function countingBytes(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < Math.min(size, 251); at++) bytes[at] = at;
  for (let filled = 251; filled < size; filled *= 2)
    bytes.copyWithin(filled, 0, Math.min(filled, size - filled));
  return bytes;
}

async function pull(cluster: TestCluster, name: string, engine = 0): Promise<Value> {
  const { status, values, error } = await cluster.call({ op: "pull", names: [name] }, engine);
  assert.equal(status, "ok", error?.traceback || error?.message);
  const [value] = values ?? [];
  assert.ok(value);
  return value;
}

async function push(cluster: TestCluster, name: string, value: Value, engine = 0): Promise<void> {
  const { status, error } = await cluster.call({ op: "push", values: { [name]: value } }, engine);
  assert.equal(status, "ok", error?.traceback || error?.message);
}

forEachBackend("values", (backend) => {
  const start = testClusters(backend);
  const { code } = backend;

  for (const size of [0, 1, 1 << 20, 50_000_000]) {
    it(`of ${size.toLocaleString("en")} bytes go to an engine unchanged`, async () => {
      const cluster = await start();
      const value = await toValue(countingBytes(size), cluster.cluster.temporaryFolder, "x");
      await push(cluster, "x", value);
      assert.equal(await cluster.value(code.isBytes("x", size)), code.yes);
      await release(value);
      assert.deepEqual(readdirSync(cluster.cluster.temporaryFolder), []);
    });

    it(`of ${size.toLocaleString("en")} bytes come from an engine unchanged`, async () => {
      const cluster = await start();
      await cluster.run(code.makeBytes("x", size));
      const value = await pull(cluster, "x");
      assert.equal(value.kind, "bytes");
      const bytes = await bytesOf(value.payload);
      assert.equal(Buffer.compare(bytes, countingBytes(size)), 0);
    });
  }

  const plain: readonly (readonly [what: string, value: Json])[] = [
    ["null", null],
    ["numbers", [0, -1, 1.5, 1e300, 2 ** 53]],
    ["texts", ["", "a\u0000b", "𝒫 数 \u2028", "x".repeat(70_000)]],
    ["nested lists and objects", { a: [1, { b: [[], {}] }], "": false }],
  ];
  for (const [what, given] of plain) {
    it(`that are ${what} make the round trip`, async () => {
      const cluster = await start();
      await push(cluster, "x", { kind: "json", value: given });
      const value = await pull(cluster, "x");
      assert.deepEqual(value, { kind: "json", value: given });
    });
  }

  it("that only engines understand go from one engine to another unread", async () => {
    const cluster = await start(2);
    await cluster.run(code.makeOpaque("x"));
    const value = await pull(cluster, "x");
    assert.equal(value.kind, "opaque");
    assert.ok(value.type.length > 0 && value.repr.length > 0);
    await push(cluster, "y", value, 1);
    assert.equal(await cluster.value(code.isOpaque("y"), 1), code.yes);
  });

  it("that only engines understand and that are large go by file", async () => {
    const cluster = await start(2);
    await cluster.run(code.makeLargeOpaque("x"));
    const value = await pull(cluster, "x");
    assert.equal(value.kind, "opaque");
    assert.ok("file" in value.payload && existsSync(value.payload.file));
    for (const engine of [0, 1]) {
      await push(cluster, "y", value, engine);
      assert.equal(await cluster.value(code.isLargeOpaque("y"), engine), code.yes);
    }
  });

  it("are arguments and answers of functions", async () => {
    const cluster = await start();
    await cluster.run(code.square("square"));
    const outcome = await cluster.call({
      op: "apply",
      fn: "square",
      args: [{ kind: "json", value: 12 }],
      kwargs: {},
    });
    assert.deepEqual(outcome.values, [{ kind: "json", value: 144 }]);
  });

  it("are counted in bytes", async () => {
    const cluster = await start();
    await cluster.run(code.makeBytes("x", 500_000));
    const outcome = await cluster.call({ op: "pull", names: ["x"] });
    assert.ok(outcome.bytesOut >= 500_000 && outcome.bytesOut < 501_000, `${outcome.bytesOut}`);
  });
});
