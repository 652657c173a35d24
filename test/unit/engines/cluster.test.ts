import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { Emitter } from "../../../src/base/event";
import { Cluster } from "../../../src/engines/cluster";
import type { Engine, EngineInfo } from "../../../src/engines/engine";

/** An engine that only stops, and says how. */
function engineThat(stop: () => Promise<void>): Engine {
  const { event } = new Emitter<never>();
  return { onDidChange: event, onDidOutput: event, info: {} as EngineInfo, stop } as unknown as Engine;
}

describe("Cluster", () => {
  it("removes its folder and lets go of all when an engine cannot be stopped, once the others are", async () => {
    let finish = () => {};
    const slow = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let released = false;
    const stops = [() => Promise.reject(new Error("stuck")), () => slow];
    const cluster = new Cluster(
      {
        backend: "node",
        language: "javascript",
        create: (id) => engineThat(stops[id] ?? (() => Promise.resolve())),
        release: () => {
          released = true;
        },
      },
      2,
    );
    const folder = cluster.temporaryFolder;
    const stopped = assert.rejects(cluster.stop(), /stuck/);
    await new Promise(setImmediate);
    assert.ok(existsSync(folder) && !released, "an engine still uses it");
    finish();
    await stopped;
    assert.ok(released);
    assert.ok(!existsSync(folder));
  });
});
