import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Bridge } from "../../../src/engines/ipyparallel/bridge";
import { temporaryFolder } from "../../support/cleanUp";
import { signal } from "../../support/processTree";

/** As an ssh that stays for the next one: out of the bridge's group, and with its pipes. */
const LEAVES_A_PROCESS = `
const { spawn } = require("node:child_process");
const { writeFileSync } = require("node:fs");
const stays = spawn(process.execPath, ["-e", "setTimeout(() => {}, 600_000)"], { detached: true, stdio: "inherit" });
writeFileSync("stays", String(stays.pid));
console.error("last words");
process.exit(3);
`;

describe("the bridge to a cluster", () => {
  let folder: ReturnType<typeof temporaryFolder>;

  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-bridge-");
  });
  afterEach(() => {
    signal(Number(readFileSync(join(folder.path, "stays"), "utf8")), "SIGKILL");
    folder.remove();
  });

  it("has ended when its process has, also if something that it started holds its pipes open", async () => {
    const script = join(folder.path, "bridge.js");
    writeFileSync(script, LEAVES_A_PROCESS);
    const bridge = new Bridge({ executable: process.execPath, script, cwd: folder.path, env: {} });
    const said: string[] = [];
    bridge.onEnd((reason) => said.push(reason));
    await bridge.exited;
    assert.deepEqual(said, ["exited (status 3)"]);
    await bridge.close();
  });
});
