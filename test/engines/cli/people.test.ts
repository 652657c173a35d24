import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../support/cleanUp";
import { until } from "../../support/until";
import { CommandLine, readDocument, runCommand } from "./commandLine";

describe("parallel-labs run, for people", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-people-");
  });
  afterEach(() => folder.remove());

  const write = (text: string) => writeFileSync(join(folder.path, "lab.py"), text);

  it("prints every line with its engine, then when each worked", async () => {
    write('import sys\nprint("one\\ntwo")\nprint("oops", file=sys.stderr)\nprint("no end", end="")\n6 * 7\n');
    const { status, stdout, stderr } = await runCommand(["run", "lab.py", "--engines", "2"], folder.path);
    assert.equal(status, 0);
    for (const engine of [0, 1]) {
      for (const line of ["one", "two", "no end", "→ 42"]) {
        assert.ok(stdout.includes(`engine ${engine} │ ${line}\n`), stdout);
      }
      assert.ok(stderr.includes(`engine ${engine} │ oops\n`), stderr);
    }
    assert.match(stdout, /engine +status +started +finished +took +CPU\n/);
    assert.match(stdout, /2 engines on \d+ cores? · wall .* · serial .* · speed-up /);
    assert.ok(!(stdout + stderr).includes("\u001b"), "no colours in a pipe");
  });

  it("prints an error with its traceback on stderr, and leaves with 1", async () => {
    write("def f():\n    return 1 / 0\nf()\n");
    const { status, stdout, stderr } = await runCommand(["run", "lab.py", "--engines", "1"], folder.path);
    assert.equal(status, 1);
    assert.match(stderr, /engine 0 │ Traceback[\s\S]*lab\.py", line 2, in f\n[\s\S]*ZeroDivisionError/);
    assert.doesNotMatch(stdout, /ZeroDivisionError/);
  });

  it("says how much was not kept", async () => {
    write('for _ in range(30000): print("x" * 999)\n');
    const { stderr } = await runCommand(["run", "lab.py", "--engines", "1"], folder.path);
    assert.match(stderr, /… \d+ MB more, not kept/);
  });

  it("ends quietly when nobody reads on", async () => {
    write('for _ in range(3000): print("x" * 999)\n');
    const command = new CommandLine(["run", "lab.py", "--engines", "2"], folder.path);
    command.stopReading();
    const { stderr } = await command.ended;
    await command.leavesNothing();
    assert.doesNotMatch(stderr, /\n\s+at |EPIPE/, "no stack trace");
  });

  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    it(`${name} ends it with 130 and leaves no process`, async () => {
      write('import time\nopen(f"at-work-{engine_id}", "w").close()\ntime.sleep(1000)\n');
      const command = new CommandLine(["run", "lab.py", "--engines", "2", "--json"], folder.path);
      await until("both engines to be at work", () => command.isAtWork(folder.path, 2));
      command.kill(name);
      const said = await command.ended;
      assert.equal(said.status, 130, said.stderr);
      const { ok, result } = readDocument(said);
      assert.equal(ok, false);
      assert.deepEqual(
        result.map(({ status }) => status),
        ["interrupted", "interrupted"],
      );
      await command.leavesNothing();
    });
  }

  it("a second SIGINT ends it at once, and leaves no temporary folder", async () => {
    write(
      [
        "import time",
        'open(f"at-work-{engine_id}", "w").close()',
        "while True:",
        "    try: time.sleep(1000)",
        '    except KeyboardInterrupt: open(f"interrupted-{engine_id}", "w").close()',
        "",
      ].join("\n"),
    );
    const args = ["run", "lab.py", "--engines", "1", "--json"];
    const command = new CommandLine(args, folder.path, { TMPDIR: folder.path });
    await until("the engine to be at work", () => command.isAtWork(folder.path, 1));
    command.kill("SIGINT");
    await until("the code to be interrupted", () => existsSync(join(folder.path, "interrupted-0")));
    command.kill("SIGINT");
    const { status, stdout } = await command.ended;
    assert.equal(status, 130);
    assert.equal(stdout, "", "it did not wait for the engines' ends");
    assert.deepEqual(CommandLine.temporaryFolders(folder.path), []);
    await command.leavesNothing();
  });

  it("SIGINT of code that ignores it ends it all the same", async () => {
    write(
      'import time\nopen(f"at-work-{engine_id}", "w").close()\nwhile True:\n    try: time.sleep(1000)\n    except KeyboardInterrupt: pass\n',
    );
    const command = new CommandLine(["run", "lab.py", "--engines", "2"], folder.path);
    await until("both engines to be at work", () => command.isAtWork(folder.path, 2));
    command.kill("SIGINT");
    assert.equal((await command.ended).status, 130);
    await command.leavesNothing();
  });

  it("SIGKILL leaves no process", async () => {
    write('open(f"at-work-{engine_id}", "w").close()\nwhile True: pass\n');
    const command = new CommandLine(["run", "lab.py", "--engines", "4"], folder.path);
    await until("all engines to be at work", () => command.isAtWork(folder.path, 4));
    command.kill("SIGKILL");
    const since = performance.now();
    await command.ended;
    await command.leavesNothing();
    console.log(`      all gone after ${Math.round(performance.now() - since)} ms (promised: 2000)`);
  });

  it("leaves no temporary folder", async () => {
    write("b'x' * 3_000_000\n");
    const { status } = await runCommand(["run", "lab.py"], folder.path, { TMPDIR: folder.path });
    assert.equal(status, 0);
    assert.deepEqual(CommandLine.temporaryFolders(folder.path), []);
  });
});

describe("parallel-labs doctor", () => {
  it("tells in one document which engines work, and starts them for real", async () => {
    const said = await runCommand(["doctor", "--json"], process.cwd());
    assert.equal(said.status, 0);
    const document = JSON.parse(said.stdout) as {
      ok: boolean;
      cores: number;
      result: { backend: string; works: boolean; version?: string; startMs?: number; advice?: string }[];
    };
    assert.equal(document.ok, true);
    assert.ok(document.cores >= 1);
    const python = document.result.find(({ backend }) => backend === "python");
    assert.ok(python?.works && (python.startMs ?? 0) > 0);
    assert.match(python.version ?? "", /^3\.\d+\.\d+$/);
    for (const { works, advice } of document.result)
      assert.ok(works || advice, "what does not work comes with advice");
  });

  it("tells a person, too, and what to do about a wrong interpreter", async () => {
    const { status, stdout } = await runCommand(["doctor", "--python", "/nowhere/python"], process.cwd());
    assert.equal(status, 0, "Node engines still work");
    assert.match(stdout, /✘ python .*\/nowhere\/python/);
    assert.match(stdout, /✔ node /);
  });
});
