import assert from "node:assert/strict";
import type { EngineResult } from "../../../src/protocol/run";
import type { RunDocument } from "../cli/commandLine";

/**
 * What the labs measure, or leave to chance: how long something took, how busy it kept the cores, and what a race
 * leaves of a count. Such a number may be the same twice on one machine and another on the next.
 */
const BY_CHANCE = /\d+\.\d+(?= (?:m?s|cores busy)\b)|(?<=without a lock: )\d+/g;

/** What a program gave on each engine, without the numbers that it printed that are the same twice only by chance. */
export function comparable({ result }: Pick<RunDocument, "result">) {
  return result.map(({ status, stdout, value, error }: EngineResult) => ({
    status,
    stdout: stdout.replace(BY_CHANCE, "…"),
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
