import assert from "node:assert/strict";
import type { EngineResult } from "../../../src/protocol/run";
import { assertSameThere, comparable } from "./comparable";

const prints = (stdout: string) => comparable({ result: [{ status: "ok", stdout } as EngineResult] });

describe("what programs give here and there", () => {
  for (const [what, here, there] of [
    ["times", "all rows: 0.21 s, 3.5 ms each", "all rows: 0.22 s, 13.0 ms each"],
    ["cores kept busy", "one thread: 0.52 s, 1.0 cores busy", "one thread: 0.52 s, 0.9 cores busy"],
    ["what a race leaves", "without a lock: 203 of 800", "without a lock: 211 of 800"],
  ] as const) {
    it(`is the same where only ${what} differ that were the same twice by chance`, () => {
      assertSameThere(prints(there), prints(here), prints(here));
    });
  }

  it("is not the same where a result differs", () => {
    const [here, there] = ["with a lock: 800 of 800, 0.2 s", "with a lock: 799 of 800, 0.2 s"];
    assert.throws(() => assertSameThere(prints(there), prints(here), prints(here)), assert.AssertionError);
  });

  it("may be anything where it differs each time", () => {
    assertSameThere(prints("4711"), prints("4712"), prints("4713"));
  });
});
