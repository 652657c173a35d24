import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Cluster } from "../../../src/engines/cluster";
import { createEngines } from "../../../src/engines/createEngines";
import { builtFolder } from "../../support/builtFolder";
import { type IpCluster, startIpCluster } from "../../support/ipcluster";
import { findIpyparallel } from "../../support/ipyparallel";
import { skip } from "../../support/skip";

/** What another client has on the engine before us: each child takes its time before it runs what comes after. */
const SLOW_CHILDREN = `
import sys, ipyparallel
client = ipyparallel.Client(sys.argv[1], timeout=60)
client[:].execute("import os, time; os.register_at_fork(after_in_child=lambda: time.sleep(1))", block=True)
`;
/** Whether a child ends when it is told to as soon as it is there. */
const TERMINATED = `
import os, signal
child = os.fork()
if not child:
    while True:
        signal.pause()
os.kill(child, signal.SIGTERM)
os.waitpid(child, 0)[1]
`;

describe("processes that code makes on an engine of ipyparallel", function () {
  this.timeout(Number(process.env["LABS_TIMEOUT"] ?? 120_000));
  let others: IpCluster;
  let cluster: Cluster;

  before(async function () {
    const python = await findIpyparallel();
    if (!python) skip(this, "no Python here has ipyparallel");
    others = await startIpCluster(python, 1);
    await promisify(execFile)(python, ["-c", SLOW_CHILDREN, others.connectionFile], {
      env: { ...process.env, ...others.env },
    });
    const address = { connectionFile: others.connectionFile };
    const common = { executable: python, count: 0, cwd: process.cwd(), outputLimit: 1 << 20 };
    cluster = createEngines({ backend: "ipyparallel", ...common, address }, builtFolder());
    await cluster.ready();
  });
  after(async () => {
    await cluster?.stop();
    others?.stop();
  });

  it("end when they are told to, also before they have begun", async () => {
    const outcome = await cluster.engines[0]?.call({
      ...{ op: "execute", main: true, code: TERMINATED, filename: "/lab.py", firstLine: 0 },
    });
    assert.equal(outcome?.result?.text, "15", outcome?.error?.traceback);
  });
});
