import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ClusterLink } from "../../../src/engines/ipyparallel/clusterLink";
import type { FoundCluster } from "../../../src/engines/ipyparallel/findClusters";
import { findClusters } from "../../../src/engines/ipyparallel/findClusters";
import { type ClusterOrder, manageCluster } from "../../../src/engines/ipyparallel/manageCluster";
import { builtFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { findIpyparallel } from "../../support/ipyparallel";
import { descendantsOf } from "../../support/processTree";
import { skip } from "../../support/skip";
import { until } from "../../support/until";

const script = (name: string) => join(builtFolder(), "python", name);

describe("A cluster of ipyparallel's launchers", function () {
  this.timeout(300_000);
  let python: string;
  let folder: ReturnType<typeof temporaryFolder>;

  before(async function () {
    const found = await findIpyparallel();
    if (!found) skip(this, "no Python here has ipyparallel");
    python = found;
    folder = temporaryFolder("parallel-labs-managed-");
  });
  after(async () => {
    if (!folder) return;
    const left = await cluster();
    if (left?.clusterFile) await manage({ do: "stop", clusterFile: left.clusterFile });
    folder.remove();
  });

  const env = () => ({ IPYTHONDIR: join(folder.path, "ipython") });
  const manage = (order: ClusterOrder) =>
    manageCluster(python, script("manage_cluster.py"), order, { env: env() });
  const configure = (profile: string, line: string) => {
    const place = join(env().IPYTHONDIR, `profile_${profile}`);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "ipcluster_config.py"), `${line}\n`);
  };
  const cluster = async (): Promise<FoundCluster | undefined> => {
    const found = await findClusters(python, script("find_clusters.py"), env());
    return "clusters" in found ? found.clusters.find(({ profile }) => profile === "night") : undefined;
  };
  const link = (connectionFile: string) =>
    new ClusterLink({
      ...{ executable: python, script: script("bridge.py"), cwd: folder.path, env: env() },
      address: { connectionFile },
    });

  it("is started by profile, found, grown, shrunk, and stopped", async () => {
    configure(
      "night",
      "c.LocalEngineSetLauncher.engine_args = ['--log-level=20', '--Session.username=labs']",
    );
    await manage({ do: "start", profile: "night", engines: 1 });
    const found = await until("the cluster", cluster);
    assert.deepEqual([found.engines, found.isRunning], [1, true]);
    const connected = link(found.connectionFile);
    try {
      await connected.open();
      assert.deepEqual(connected.ids, [0]);
      await manage({ do: "grow", clusterFile: found.clusterFile ?? "", engines: 2 });
      await until(
        "three engines",
        () => connected.ids.length === 3,
        () => connected.ids,
      );
      assert.equal((await cluster())?.engines, 3);
      // As the profile's configuration says, the first one and those that came later.
      const programs = descendantsOf(1).filter(({ command }) =>
        command.includes(join(folder.path, "ipython")),
      );
      const engines = programs.filter(({ command }) => /ipyparallel\.engine /.test(command));
      assert.equal(engines.filter(({ command }) => command.includes("--Session.username=labs")).length, 3);
      await manage({ do: "shrink", connectionFile: found.connectionFile, targets: [1, 2, 7] });
      await until(
        "one engine",
        () => String(connected.ids) === "0",
        () => connected.ids,
      );
      await assert.rejects(
        manage({ do: "start", profile: "night", engines: 1 }),
        /profile night runs already\.$/,
      );
    } finally {
      await connected.close();
    }
    await manage({ do: "stop", clusterFile: found.clusterFile ?? "" });
    assert.equal(existsSync(found.clusterFile ?? ""), false);
    await assert.rejects(
      manage({ do: "grow", clusterFile: found.clusterFile ?? "", engines: 1 }),
      /it does not run any more\.$/,
    );
  });

  it("says why it does not start", async () => {
    configure("wrong", "c.Cluster.engine_launcher_class = 'nowhere'");
    const order = { do: "start", profile: "wrong", engines: 1 } as const;
    const start = manage(order);
    await assert.rejects(start, {
      code: "engine-start",
      message: /^The ipyparallel cluster cannot be used: .*nowhere.*\.$/s,
    });
    await assert.rejects(manage({ ...order, profile: "a/b" }), /a\/b is no name of a profile/);
  });
});
