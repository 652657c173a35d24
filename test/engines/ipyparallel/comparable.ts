import assert from "node:assert/strict";
import type { EngineResult } from "../../../src/protocol/run";
import type { RunDocument } from "../cli/commandLine";

/** What a program gave on each engine, without the times that it printed, which may be the same twice by chance. */
export function comparable({ result }: RunDocument) {
  return result.map(({ status, stdout, value, error }: EngineResult) => ({
    status,
    stdout: stdout.replace(/\d+\.\d+ m?s\b/g, "… s"),
    value,
    error: error?.name,
  }));
}

type Given = ReturnType<typeof comparable>;

/** What is the same each time must be the same there; the rest are times, draws and process numbers. */
export function assertSameThere(there: Given, first: Given, second: Given): void {
  assert.deepEqual(
    there.map(({ status }) => status),
    first.map(({ status }) => status),
  );
  for (const [at, one] of first.entries()) {
    if (JSON.stringify(one) === JSON.stringify(second[at])) assert.deepEqual(there[at], one);
  }
}
