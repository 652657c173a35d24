import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { createEngines } from "../../../src/engines/createEngines";
import { Run } from "../../../src/runs/run";
import { DirectView } from "../../../src/views/directView";
import { LoadBalancedView } from "../../../src/views/loadBalancedView";
import { builtFolder } from "../../support/builtFolder";
import { type IpCluster, startIpCluster } from "../../support/ipcluster";
import { findIpyparallel } from "../../support/ipyparallel";
import { skip } from "../../support/skip";
import { until } from "../../support/until";

/** How many messages the hub keeps, with all that they carried. */
const COUNT = `
import sys, ipyparallel
client = ipyparallel.Client(sys.argv[1], timeout=60)
print(len(client.db_query({}, keys=["msg_id"])))
client.close()
`;

describe("An ipyparallel cluster's hub", function () {
  this.timeout(240_000);
  let cluster: IpCluster;

  before(async function () {
    const python = await findIpyparallel();
    if (!python) skip(this, "no Python here has ipyparallel");
    cluster = await startIpCluster(python, 2);
  });
  after(() => cluster?.stop());

  const kept = async () => {
    const env = { ...process.env, ...cluster.env };
    const args = ["-c", COUNT, cluster.connectionFile];
    return Number((await promisify(execFile)(cluster.executable, args, { env })).stdout);
  };

  it("forgets our messages when they are over, and keeps those of others", async () => {
    const { executable, connectionFile } = cluster;
    const options = { executable, cwd: realpathSync(tmpdir()), outputLimit: 1 << 20, env: cluster.env };
    const engines = createEngines(
      { backend: "ipyparallel", count: 0, ...options, address: { connectionFile } },
      builtFolder(),
    );
    const other = "import sys, ipyparallel; ipyparallel.Client(sys.argv[1])[:].apply_sync(abs, -1)";
    const env = { ...process.env, ...cluster.env };
    try {
      await engines.start();
      await promisify(execFile)(executable, ["-c", other, connectionFile], { env });
      const run = new Run({
        ...{ kind: "run", backend: "ipyparallel", outputLimit: 1 << 20 },
        source: { filename: "/lab.py", title: "", language: "python" },
      });
      const direct = new DirectView(engines.engines, run, () => engines.temporaryFolder);
      const code = { code: "def double(x): return 2 * x", filename: "/lab.py", firstLine: 0 };
      await direct.execute(code, true);
      await direct.push({ large: "x".repeat(1_000_000) });
      const balanced = new LoadBalancedView(engines.engines, run, engines.scheduler());
      assert.deepEqual(await balanced.map("double", [1, 2, 3], { chunkSize: 1 }), [2, 4, 6]);
      assert((await kept()) > 2, "they are there at first");
      await until("the hub to have forgotten ours", async () => (await kept()) === 2, kept);
    } finally {
      await engines.stop();
    }
  });
});
