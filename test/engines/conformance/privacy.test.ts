import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { bytesOf } from "../../../src/engines/sendable";
import { skip } from "../../support/skip";
import { forEachBackend } from "./backends";
import { testClusters } from "./testCluster";

/** Inodes of the sockets of a process. */
function socketsOf(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
    } catch {
      return []; // it was closed in the meantime
    }
  });
}

/** Inodes of the machine's sockets of the internet's protocols, connected or not. */
function internetSockets(): Set<string> {
  const tables = ["tcp", "tcp6", "udp", "udp6", "raw", "raw6"].map((name) => `/proc/self/net/${name}`);
  return new Set(
    tables.filter(existsSync).flatMap((table) =>
      readFileSync(table, "utf8")
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.trim().split(/\s+/)[9] ?? ""),
    ),
  );
}

forEachBackend("privacy", (backend) => {
  const start = testClusters(backend);
  const { code } = backend;

  it("no engine and not the host opens a network port", async function () {
    if (backend.cluster) skip(this, "ipyparallel's processes talk over TCP");
    if (process.platform !== "linux") skip(this, "sockets are read from /proc");
    const cluster = await start(2);
    await cluster.cluster.start();
    const network = internetSockets();
    const before = new Set(socketsOf(process.pid));
    for (const pid of [0, 1].map((id) => cluster.engine(id).info.pid)) {
      assert.deepEqual(
        socketsOf(pid).filter((inode) => network.has(inode)),
        [],
      );
    }
    assert.deepEqual(
      [...before].filter((inode) => network.has(inode)),
      [],
    );
  });

  it("the temporary folder is this user's alone and goes with the cluster", async () => {
    const cluster = await start();
    await cluster.run(code.makeBytes("x", 3_000_000));
    const { values } = await cluster.call({ op: "pull", names: ["x"] });
    const folder = cluster.cluster.temporaryFolder;
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    const [value] = values ?? [];
    assert.ok(value?.kind === "bytes" && "file" in value.payload && value.payload.file.startsWith(folder));
    assert.equal(statSync(value.payload.file).mode & 0o077, 0);
    assert.equal((await bytesOf(value.payload)).byteLength, 3_000_000);
    await cluster.cluster.stop();
    assert.equal(existsSync(folder), false);
  });
});
