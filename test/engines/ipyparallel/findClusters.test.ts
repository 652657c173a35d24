import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findClusters } from "../../../src/engines/ipyparallel/findClusters";
import { builtFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { findIpyparallel } from "../../support/ipyparallel";
import { skip } from "../../support/skip";

const SCRIPT = join(builtFolder(), "python", "find_clusters.py");

describe("Clusters in the user's IPython profiles", () => {
  let python: string;
  let folder: ReturnType<typeof temporaryFolder>;

  before(async function () {
    const found = await findIpyparallel();
    if (!found) skip(this, "no Python here has ipyparallel");
    python = found;
  });
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-profiles-");
  });
  afterEach(() => folder.remove());

  const write = (profile: string, file: string, text: string) => {
    const security = join(folder.path, `profile_${profile}`, "security");
    mkdirSync(security, { recursive: true });
    writeFileSync(join(security, file), text);
    return join(security, file);
  };
  const look = () => findClusters(python, SCRIPT, { IPYTHONDIR: folder.path });

  it("are found by the connection files that their controllers wrote, each with its id", async () => {
    const one = write("default", "ipcontroller-client.json", '{"location": "front"}');
    const two = write("physics", "ipcontroller-night-shift-client.json", '{"location": "node7"}');
    write("physics", "ipcontroller-night-shift-engine.json", "{}");
    const found = await look();
    assert("clusters" in found);
    const about = { engines: null, isRunning: null, clusterFile: null };
    const logFolder = (profile: string) => join(folder.path, `profile_${profile}`, "log");
    assert.deepEqual(found.clusters, [
      {
        profile: "default",
        clusterId: "",
        connectionFile: one,
        location: "front",
        ...about,
        logFolder: logFolder("default"),
      },
      {
        ...{ profile: "physics", clusterId: "night-shift", connectionFile: two, location: "node7", ...about },
        logFolder: logFolder("physics"),
      },
    ]);
  });

  it("are found beside one whose file cannot be read", async () => {
    write("broken", "ipcontroller-client.json", '{"location": ');
    write("list", "ipcontroller-client.json", "[1, 2]");
    write("whole", "ipcontroller-client.json", '{"location": "here"}');
    mkdirSync(join(folder.path, "profile_whole", "security", "ipcontroller-a-folder-client.json"));
    const found = await look();
    assert("clusters" in found);
    assert.deepEqual(
      found.clusters.map(({ profile, location }) => [profile, location]),
      [
        ["broken", ""],
        ["list", ""],
        ["whole", ""],
        ["whole", "here"],
      ],
    );
  });

  it("are none without profiles", async () => {
    const found = await look();
    assert("clusters" in found);
    assert.deepEqual(found.clusters, []);
  });

  it("cannot be looked for by what is no interpreter", async () => {
    await assert.rejects(findClusters(join(folder.path, "no-python"), SCRIPT), { code: "broken-python" });
  });
});
