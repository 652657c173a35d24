import assert from "node:assert/strict";
import { forEachLocalBackend } from "../conformance/backends";
import { testClusters } from "../conformance/testCluster";

forEachLocalBackend("an interrupt of code that cleans up", (backend) => {
  if (backend.id !== "python") return;
  const start = testClusters(backend);

  it("comes once, although the host sends it again to code that goes on", async () => {
    const cluster = await start();
    const running = cluster.begin(`import time
again = []
try:
    print("ready", flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    began = time.monotonic()
    while time.monotonic() < began + 0.8:
        try:
            time.sleep(0.8)
        except KeyboardInterrupt:
            again.append(time.monotonic() - began)
    print("cleaned")
again`);
    await running.prints("ready");
    await cluster.engine().interrupt();
    const { status, stdout, result } = await running.ended;
    assert.deepEqual([status, stdout, result?.text], ["ok", "ready\ncleaned\n", "[]"]);
  });

  it("comes again when the user interrupts once more after that", async () => {
    const cluster = await start();
    const running = cluster.begin(`import time
try:
    print("ready", flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    time.sleep(0.9)
    print("cleaned", flush=True)
    time.sleep(60)`);
    await running.prints("ready");
    void cluster.engine().interrupt();
    await running.prints("cleaned");
    await cluster.engine().interrupt();
    assert.equal((await running.ended).status, "interrupted");
  });
});
