import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { closeSync, constants, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPython } from "../../../src/engines/cpython/findPython";
import { createEngines } from "../../../src/engines/createEngines";
import { builtFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { findIpyparallel } from "../../support/ipyparallel";
import { processesWithVariable, signal } from "../../support/processTree";
import { skip } from "../../support/skip";
import { until } from "../../support/until";

const MARK = "PARALLEL_LABS_TEST_GUARDED";
/** A module of the standard library that runs until it is ended, once it has said so. */
const ENDLESS = ["timeit", "-n", "1", "import time; print('runs', flush=True); time.sleep(600)"];

describe("a local ipyparallel cluster", () => {
  it("has no process that could outlive those that end with the bridge", async function () {
    const executable = await findIpyparallel();
    if (!executable) skip(this, "no interpreter here has ipyparallel 7.1 or newer (python3-ipyparallel)");
    const mark = randomUUID();
    const common = {
      backend: "ipyparallel",
      cwd: tmpdir(),
      outputLimit: 1 << 20,
      env: { [MARK]: mark },
    } as const;
    const cluster = createEngines({ ...common, executable, count: 2 }, builtFolder());
    try {
      await cluster.start();
      const processes = processesWithVariable(MARK, mark);
      const leaders = processes.filter(({ pid, group }) => pid === group);
      const scripts = leaders.map(({ command }) => /(bridge|guarded)\.py/.exec(command)?.[0] ?? command);
      assert.deepEqual(scripts.sort(), ["bridge.py", "guarded.py", "guarded.py", "guarded.py"]);
      const outside = processes.filter(({ group }) => !leaders.some(({ pid }) => pid === group));
      assert.deepEqual(outside, []);
    } finally {
      await cluster.stop();
    }
  });
});

describe("a process of a local ipyparallel cluster", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let fifo: string;
  let child: ChildProcess | undefined;
  let said: string;

  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-guarded-");
    fifo = join(folder.path, "lifeline");
    execFileSync("mkfifo", [fifo]);
  });
  afterEach(() => {
    if (child?.pid && isRunning()) signal(-child.pid, "SIGKILL");
    child = undefined;
    folder.remove();
  });

  /** Starts it as ipyparallel's launchers do: in a group of its own. */
  async function start(): Promise<void> {
    const { executable } = await findPython({});
    said = "";
    child = spawn(executable, [join(builtFolder(), "python", "guarded.py"), fifo, ...ENDLESS], {
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        said += chunk.toString();
      });
    }
  }

  function isRunning(): boolean {
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** The bridge's end of the lifeline. */
  function hold(): number {
    return openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
  }

  it("ends when its bridge does", async () => {
    const end = hold();
    await start();
    await until("it to run", () => said.includes("runs"));
    closeSync(end);
    await until("it to end", () => !isRunning());
    assert.equal(child?.signalCode, "SIGKILL");
  });

  it("does not begin when its bridge has ended before it could hold on to it", async () => {
    await start();
    await until("it to end", () => !isRunning());
    assert.equal(said, "", "it has nothing to say to anybody");
  });

  it("does not begin when its bridge's folder has gone, too", async () => {
    rmSync(fifo);
    await start();
    await until("it to end", () => !isRunning());
    assert.equal(said, "");
  });
});
