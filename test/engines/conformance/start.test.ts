import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LabsError } from "../../../src/base/errors";
import { temporaryFolder } from "../../support/cleanUp";
import { isRunning, runningProcesses } from "../../support/processTree";
import { until } from "../../support/until";
import { forEachBackend } from "./backends";
import { testClusters } from "./testCluster";

forEachBackend("a start", (backend) => {
  const start = testClusters(backend);
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-start-");
  });
  afterEach(() => folder.remove());

  /** A program that is no interpreter. */
  function program(script: string): string {
    const path = join(folder.path, "program");
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  const failing: readonly (readonly [what: string, executable: () => string, said: RegExp])[] = [
    ["says why it ends", () => program("echo 'no interpreter here' >&2; exit 3"), /no interpreter here/],
    ["talks on its stdout and ends", () => program("echo 'usage: program FILE'; exit 2"), /./],
    ["ends without a word", () => program("exit 7"), /exited \(status 7\)/],
    ["is killed", () => program("kill -9 $$"), /died \(signal 9\)/],
    ["speaks something else", () => program("echo '{}'; echo 0123456789 >&4; sleep 1"), /./],
    ["is missing", () => join(folder.path, "missing"), /ENOENT/],
    ["cannot be executed", () => writtenFile(), /EACCES/],
  ];

  function writtenFile(): string {
    const path = join(folder.path, "no-program");
    writeFileSync(path, "");
    return path;
  }

  for (const [what, executable, said] of failing) {
    it(`of a program that ${what} fails with what it said`, async () => {
      const cluster = await start(1, { executable: executable() });
      const isTheStartsFailure = (error: unknown) => {
        assert.ok(error instanceof LabsError);
        assert.equal(error.code, "engine-start");
        assert.equal(error.kind, "crash");
        assert.match(error.message, /^Engine 0 could not start: /);
        assert.match(error.message, said);
        return true;
      };
      await assert.rejects(cluster.engine().start(), isTheStartsFailure);
      assert.equal(cluster.engine().info.state, "dead");
      await assert.rejects(cluster.run("1"), isTheStartsFailure, "a call fails in the same way");
    });
  }

  it("that failed can be tried again once the program is mended", async () => {
    const path = join(folder.path, "program");
    const cluster = await start(1, { executable: path });
    await assert.rejects(cluster.engine().start());
    writeFileSync(path, `#!/bin/sh\nexec "${await backend.executable()}" "$@"\n`);
    chmodSync(path, 0o755);
    assert.equal(await cluster.value("1 + 1"), "2");
  });

  it("is not disturbed by what start-up code of the interpreter prints", async () => {
    const interpreter = `exec "${await backend.executable()}" "$@"`;
    const cluster = await start(2, {
      executable: program(`echo '{"pid": 1}'; echo hello >&2; ${interpreter}`),
    });
    assert.equal(await cluster.value("1 + 1"), "2");
    const ran = await cluster.run(backend.code.print("mine"), { engine: 1 });
    assert.equal(ran.stdout, "mine\n");
    assert.equal(ran.stderr, "");
  });

  it("can be followed by a stop at once", async () => {
    const cluster = await start(2);
    const starting = [0, 1].map((id) => assert.rejects(cluster.engine(id).start(), LabsError));
    const ran = cluster.run("1");
    await cluster.cluster.stop();
    await Promise.all(starting);
    assert.equal((await ran).status, "interrupted", "a call that waited never ran");
  });

  it("after a stop that has not ended yet is a new one", async () => {
    const cluster = await start();
    await cluster.run(backend.code.assign("x", 1));
    const engine = cluster.engine();
    const stopping = engine.stop();
    const starting = engine.start();
    await Promise.all([stopping, starting]);
    assert.equal(engine.info.state, "idle");
    assert.notEqual(engine.info.pid, 0);
    assert.notEqual(await cluster.value(backend.code.isDefined("x")), backend.code.yes);
    await engine.stop();
  });

  it("is made once, however many ask for it", async () => {
    const cluster = await start();
    const states: string[] = [];
    cluster.engine().onDidChange(({ state }) => states.push(state));
    await Promise.all([cluster.engine().start(), cluster.engine().start(), cluster.cluster.start()]);
    assert.deepEqual(states, ["starting", "idle"]);
  });

  it("that hangs can be stopped, and leaves no process", async () => {
    const pidFile = join(folder.path, "pid");
    const cluster = await start(1, { executable: program(`echo $$ > ${pidFile}; exec sleep 100000`) });
    const starting = cluster.engine().start();
    starting.catch(() => {}); // asserted below
    const pid = await until(
      "the program to run",
      () => existsSync(pidFile) && Number(readFileSync(pidFile, "utf8")),
    );
    const [hanging] = runningProcesses().filter((one) => one.pid === pid);
    assert.ok(hanging);
    await cluster.cluster.stop();
    await assert.rejects(starting, LabsError);
    await until("the hanging program to end", () => !isRunning(hanging));
  });

  it("tells the engine's process, host and version", async () => {
    const cluster = await start();
    assert.deepEqual([cluster.engine().info.state, cluster.engine().info.pid], ["stopped", 0]);
    await cluster.engine().start();
    const { state, pid, host, version, backend: id } = cluster.engine().info;
    assert.equal(state, "idle");
    assert.ok(host.length > 0);
    assert.match(version, /^\d+\.\d+\.\d+/);
    assert.equal(id, backend.id);
    assert.equal(await cluster.value(backend.code.pid), String(pid));
  });
});
