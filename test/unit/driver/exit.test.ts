import assert from "node:assert/strict";
import { constants } from "node:os";
import { describeExit } from "../../../src/engines/driver/exit";

describe("how a process ended", () => {
  it("is told with the signal's number", () => {
    assert.equal(describeExit(null, "SIGKILL"), "died (signal 9)");
    assert.equal(describeExit(null, "SIGABRT"), `died (signal ${constants.signals.SIGABRT})`);
  });

  it("is told with the status", () => {
    assert.equal(describeExit(0, null), "exited (status 0)");
    assert.equal(describeExit(3, null), "exited (status 3)");
    assert.equal(describeExit(null, null), "exited (status unknown)");
  });
});
