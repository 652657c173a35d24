import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ClusterLink } from "../../../src/engines/ipyparallel/clusterLink";
import { findClusters } from "../../../src/engines/ipyparallel/findClusters";
import { builtFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { findIpyparallel } from "../../support/ipyparallel";
import { skip } from "../../support/skip";

const script = (name: string) => join(builtFolder(), "python", name);

describe("An interpreter for ipyparallel", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  /** One that has no packages but those of a test. */
  let python: string;

  before(async function () {
    const found = await findIpyparallel();
    if (!found) skip(this, "no Python here has ipyparallel");
    folder = temporaryFolder("parallel-labs-interpreter-");
    execFileSync(found, ["-m", "venv", "--without-pip", join(folder.path, "plain")]);
    python = join(folder.path, "plain", "bin", "python");
  });
  after(() => folder?.remove());

  /** A package of this name in a folder of its own; the environment that has it. */
  const packaged = (name: string, text: string) => {
    const place = join(folder.path, name);
    mkdirSync(join(place, "ipyparallel"), { recursive: true });
    writeFileSync(join(place, "ipyparallel", "__init__.py"), text);
    return { PYTHONPATH: place };
  };
  const open = async (env: Readonly<Record<string, string>>, address?: { connectionFile: string }) => {
    const link = new ClusterLink({
      ...{ executable: python, script: script("bridge.py"), cwd: folder.path, env },
      ...(address && { address }),
    });
    try {
      await link.open();
    } finally {
      await link.close();
    }
  };

  it("without ipyparallel: how it comes there is said, be a cluster started or connected to", async () => {
    const said = `ipyparallel is not installed for ${python}: install it with "${python} -m pip install ipyparallel"`;
    for (const address of [undefined, { connectionFile: join(folder.path, "ipcontroller-client.json") }]) {
      await assert.rejects(open({}, address), (error: Error & { code?: string }) => {
        assert.equal(error.code, "engine-start");
        assert(error.message.includes(said), error.message);
        return true;
      });
    }
    assert.deepEqual(await findClusters(python, script("find_clusters.py")), {
      executable: python,
      missing: "ipyparallel",
    });
  });

  it("with one that is too old: how a newer one comes there is said", async () => {
    const env = packaged("old", '__version__ = "6.3.1"\n');
    await assert.rejects(
      open(env),
      /ipyparallel 6\.3\.1 of .* is too old: get 7\.1 or newer with .*--upgrade/,
    );
  });

  it("with one that lacks a package of its own: which one is said", async () => {
    const env = packaged("broken", "import a_package_that_is_not_there\n");
    await assert.rejects(open(env), /ipyparallel of .* does not load: .*a_package_that_is_not_there/);
  });
});
