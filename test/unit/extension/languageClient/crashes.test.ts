import assert from "node:assert/strict";
import { CRASH_SPAN, Crashes, MOST_CRASHES } from "../../../../src/extension/languageClient/crashes";

describe("A server that crashes", () => {
  it("is started again a few times, and no more in that span of time", () => {
    const crashes = new Crashes();
    for (let at = 0; at < MOST_CRASHES; at++) assert.equal(crashes.mayRestart(at), true);
    assert.equal(crashes.mayRestart(MOST_CRASHES), false);
    crashes.forget();
    assert.equal(crashes.mayRestart(MOST_CRASHES + 1), true);
  });

  it("is started again for ever if it crashes seldom", () => {
    const crashes = new Crashes();
    for (let at = 0; at < 50; at++) assert.equal(crashes.mayRestart((at * CRASH_SPAN) / MOST_CRASHES), true);
  });
});
