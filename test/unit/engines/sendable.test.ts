import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { LabsError } from "../../../src/base/errors";
import { bytesOf, release, toValue } from "../../../src/engines/sendable";
import type { Sendable } from "../../../src/protocol/engineCalls";
import type { Value } from "../../../src/protocol/values";
import { temporaryFolder } from "../../support/cleanUp";

describe("values to send", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-sendable-");
  });
  afterEach(() => folder.remove());

  const make = (given: unknown) => toValue(given as Sendable, folder.path, "it");

  for (const plain of [null, true, 0, -1.5, "", "ä", [], [1, ["a"]], {}, { a: { b: null } }]) {
    it(`are plain data like ${JSON.stringify(plain)}`, async () => {
      assert.deepEqual(await make(plain), { kind: "json", value: plain });
    });
  }

  for (const [what, other] of [
    ["undefined", undefined],
    ["NaN", Number.NaN],
    ["infinity", [Number.POSITIVE_INFINITY]],
    ["a function", () => 1],
    ["a date", { a: new Date() }],
    ["a map", new Map()],
    ["a big integer", 1n],
    ["a symbol", Symbol("s")],
  ] as const) {
    it(`are not ${what}`, async () => {
      await assert.rejects(make(other), (error) => {
        assert.ok(error instanceof LabsError);
        assert.equal(error.code, "not-sendable");
        assert.match(error.message, /^it cannot be sent to engines/);
        return true;
      });
    });
  }

  it("are bytes, copied, so that what is sent later does not change", async () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const value = await make(bytes);
    bytes[0] = 9;
    assert.deepEqual(value, { kind: "bytes", payload: { data: Uint8Array.of(1, 2, 3) } });
  });

  it("are large bytes in a file that only this user can read, until it is released", async () => {
    const bytes = new Uint8Array(2_000_000).fill(7);
    const value = await make(bytes);
    assert.ok(value.kind === "bytes" && "file" in value.payload);
    const { file, size } = value.payload;
    assert.equal(size, 2_000_000);
    assert.equal(statSync(file).mode & 0o077, 0);
    assert.equal(Buffer.compare(readFileSync(file), bytes), 0);
    assert.equal((await bytesOf(value.payload)).byteLength, 2_000_000);
    await release(value);
    await release(value);
    assert.equal(existsSync(file), false);
  });

  it("are values of engines as they are", async () => {
    const value: Value = {
      kind: "opaque",
      format: "pickle",
      type: "set",
      repr: "{1}",
      payload: { data: Uint8Array.of(1) },
    };
    assert.equal(await make(value), value);
  });

  it("are plain objects that only look a little like such a value", async () => {
    for (const given of [{ kind: "bytes" }, { kind: "json" }, { kind: "opaque", text: "x" }]) {
      assert.deepEqual(await make(given), { kind: "json", value: given });
    }
  });
});
