import assert from "node:assert/strict";
import { realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import type { Cluster } from "../../../src/engines/cluster";
import { createClient } from "../../../src/engines/createEngines";
import { Run } from "../../../src/runs/run";
import { ClientView } from "../../../src/views/clientView";
import { builtFolder } from "../../support/builtFolder";
import { type IpCluster, startIpCluster } from "../../support/ipcluster";
import { findIpyparallel } from "../../support/ipyparallel";
import { cellsFile, clientCells, type Given, givenIn, plainlyGiven } from "../../support/plainClient";
import { skip } from "../../support/skip";

describe("Client cells, against ipyparallel's own client in a plain script", function () {
  this.timeout(Number(process.env["LABS_TIMEOUT"] ?? 180_000));
  let cluster: IpCluster;
  let client: Cluster;
  let plain: readonly Given[];

  before(async function () {
    const executable = await findIpyparallel();
    if (!executable) skip(this, "no Python here has ipyparallel");
    cluster = await startIpCluster(executable, 4);
    client = createClient(
      {
        executable,
        cwd: realpathSync(tmpdir()),
        outputLimit: 1 << 20,
        env: cluster.env,
        address: { connectionFile: cluster.connectionFile },
      },
      builtFolder(),
    );
    plain = await plainlyGiven(cluster);
  });
  after(async () => {
    await client?.stop();
    await cluster?.stop();
  });

  for (const [index, { title, code, firstLine }] of clientCells().entries()) {
    it(title, async () => {
      const source = { filename: cellsFile, title, language: "python" } as const;
      const run = new Run({ kind: "run", backend: "ipyparallel", source, outputLimit: 1 << 20 });
      const [engine] = client.engines;
      assert.ok(engine);
      await new ClientView(engine, run).execute({ code, filename: cellsFile, firstLine });
      assert.deepEqual(givenIn(run.snapshot()), plain[index]);
    });
  }
});
