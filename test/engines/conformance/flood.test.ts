import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { until } from "../../support/until";
import { forEachBackend } from "./backends";
import { testClusters } from "./testCluster";

const LIMIT = 1 << 20;
const GIGABYTE = 1_000_000_000;

/** Resident memory of this process, which holds the host and the workers' threads, in bytes. */
function residentMemory(): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  return Number(kilobytes) * 1024;
}

forEachBackend("output without end", (backend) => {
  const start = testClusters(backend);
  const { code } = backend;

  it("is cut off and counted; the host's memory stays bounded and other engines answer", async () => {
    const cluster = await start(2, { outputLimit: LIMIT });
    await cluster.cluster.start();
    const before = residentMemory();
    const flood = cluster.begin([code.print("ready"), code.printForever].join("\n"));
    await flood.prints("ready");
    const dropped = () =>
      flood.events.reduce((bytes, event) => (event.type === "notKept" ? event.bytes : bytes), 0);

    let slowest = 0;
    let answers = 0;
    let most = before;
    await until(
      "300 MB to be printed",
      async () => {
        const asked = performance.now();
        assert.equal(await cluster.value("1 + 1", 1), "2");
        slowest = Math.max(slowest, performance.now() - asked);
        answers += 1;
        most = Math.max(most, residentMemory());
        return dropped() > 300_000_000;
      },
      dropped,
    );
    const grown = (most - before) / 1e6;
    assert.ok(grown < 200, `memory grew by ${Math.round(grown)} MB`);

    assert.equal(await cluster.engine().interrupt(), true);
    const ran = await flood.ended;
    assert.equal(ran.status, "interrupted");
    const kept = Buffer.byteLength(ran.stdout);
    assert.equal(kept, LIMIT);
    assert.ok(ran.notKept > 300_000_000);
    console.log(
      `      ${answers} answers of the other engine, the slowest in ${Math.round(slowest)} ms; memory grew by ${Math.round(grown)} MB`,
    );
  });

  it("of one gigabyte ends, and every byte is kept or counted", async () => {
    const cluster = await start(1, { outputLimit: LIMIT });
    const ran = await cluster.run(code.printMany(GIGABYTE));
    assert.equal(ran.status, "ok");
    assert.equal(Buffer.byteLength(ran.stdout) + ran.notKept, GIGABYTE);
  });
});
