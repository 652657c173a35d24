import assert from "node:assert/strict";
import { usedKeys } from "./usedKeys";

describe("The sentences that the code says", () => {
  it("are found on one line and on several, in the extension and in the panel, with quotes and with comments", async () => {
    const { keys } = await usedKeys();
    for (const key of [
      "Undo",
      "This file has no map/reduce job: define a mapper and a reducer, as mapper(line) and reducer(key, values).",
      'Reset your progress in "{0}"?',
      "✓ {0}\n{1}",
      "An engine's clock was off by {0}. It was set by when its tasks were handed out and received, so when each began and ended is not exact.",
      "right/the run on the right",
    ])
      assert.ok(keys.has(key), key);
  });
});
