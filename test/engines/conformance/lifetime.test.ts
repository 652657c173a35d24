import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtFolder } from "../../support/builtFolder";
import { bundle } from "../../support/bundle";
import { temporaryFolder } from "../../support/cleanUp";
import {
  descendantsOf,
  isRunning,
  type RunningProcess,
  runningProcesses,
  signal,
} from "../../support/processTree";
import { until } from "../../support/until";
import { forEachBackend } from "./backends";
import type { HostOptions } from "./host";

forEachBackend("the end of the host", (backend) => {
  const { code } = backend;
  const folder = temporaryFolder("parallel-labs-host-");
  const script = join(folder.path, "host.js");
  const hosts: ChildProcess[] = [];
  before(() => bundle("test/engines/conformance/host.ts", script));
  afterEach(() => {
    for (const host of hosts.splice(0)) if (host.pid) signal(host.pid, "SIGKILL");
  });
  after(() => folder.remove());

  /** Starts a host with two busy engines that have child processes; all processes but the host's own. */
  async function startHost(work: string, ending: HostOptions["ending"]) {
    const options: HostOptions = {
      cluster: {
        ...backend.options,
        backend: backend.id,
        count: 2,
        executable: await backend.executable(),
        cwd: tmpdir(),
        outputLimit: 1 << 20,
        env: { TMPDIR: folder.path },
      },
      scripts: builtFolder(),
      setUp: code.startChild,
      work: [code.print("busy"), work].join("\n"),
      ending,
    };
    const host = spawn(process.execPath, [script, JSON.stringify(options)], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, TMPDIR: folder.path },
    });
    hosts.push(host);
    let said = "";
    let errors = "";
    let seen: RunningProcess[] = [];
    host.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    host.stdout.on("data", (chunk) => {
      said += chunk;
      // At once: a host that ends by itself leaves little time in which they can be seen.
      if (said.includes("\n")) seen = runningProcesses();
    });
    const pids = await until(
      "the host to be ready",
      () => (said.includes("\n") ? (JSON.parse(said) as number[]) : false),
      () => errors,
    );
    assert.equal(pids.length, 4, "two engines, two child processes");
    assert.ok(
      pids.every((pid) => Number.isInteger(pid) && pid > 0),
      said,
    );
    const theirs = seen.filter(({ pid }) => pids.includes(pid));
    if (ending === "wait") assert.equal(theirs.length, 4);
    const below = host.pid ? descendantsOf(host.pid, seen) : [];
    return { host, processes: [...new Set([...theirs, ...below])] };
  }

  async function untilGone(processes: readonly RunningProcess[], since: number): Promise<void> {
    const left = () => processes.filter(isRunning);
    await until("every process of the engines to end", () => left().length === 0, left);
    console.log(`      all gone ${Math.round(performance.now() - since)} ms after the host (promised: 2000)`);
  }

  for (const [what, work] of [
    ["loop", code.loop],
    ["sleep", code.sleep],
    ["print without end", code.printForever],
    ["ignore interrupts", code.stubborn],
  ] as const) {
    it(`by SIGKILL ends engines that ${what}, and what they started`, async () => {
      const { host, processes } = await startHost(work, "wait");
      const ended = once(host, "exit");
      const since = performance.now();
      host.kill("SIGKILL");
      await ended;
      await untilGone(processes, since);
    });
  }

  for (const ending of ["exit", "throw"] as const) {
    it(`by ${ending === "exit" ? "process.exit" : "an uncaught error"} ends them, too`, async () => {
      const { host, processes } = await startHost(code.loop, ending);
      const since = performance.now();
      if (host.exitCode === null && host.signalCode === null) await once(host, "exit");
      assert.equal(host.exitCode, ending === "exit" ? 0 : 1);
      await untilGone(processes, since);
    });
  }

  it("by SIGTERM, which it does not handle, ends them, too", async () => {
    const { host, processes } = await startHost(code.loop, "wait");
    const ended = once(host, "exit");
    const since = performance.now();
    host.kill("SIGTERM");
    await ended;
    await untilGone(processes, since);
  });
});
