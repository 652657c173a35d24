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
  it("has a scheduler where its backend has one, for all engines or for those that are named", () => {
    const make = (id: number) => ({ ...engineThat(() => Promise.resolve()), info: { id } as EngineInfo });
    const plain = { backend: "ipyparallel", language: "python", create: make } as const;
    assert.equal(new Cluster(plain, 2).scheduler(), undefined);
    const scheduling = { isUsable: async () => true, submit: () => Promise.reject(new Error("no")) };
    const cluster = new Cluster({ ...plain, scheduling }, 3);
    assert.deepEqual(cluster.scheduler()?.engines, cluster.engines);
    assert.deepEqual(cluster.scheduler([2])?.engines, [cluster.engines[2]]);
    assert.throws(() => cluster.scheduler([3]), /no engine 3/);
  });

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
