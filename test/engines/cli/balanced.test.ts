import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CellResult } from "../../../src/protocol/run";
import { builtFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { skip } from "../../support/skip";
import { until } from "../../support/until";
import { CommandLine, readDocument, runCommand } from "./commandLine";
import { labFiles } from "./labs";

for (const lab of labFiles) {
  describe(`parallel-labs run FILE${lab.ending} --balanced`, () => {
    const file = `lab${lab.ending}`;
    let folder: ReturnType<typeof temporaryFolder>;
    before(function () {
      const script = join(builtFolder(), lab.ending === ".py" ? "pythonWorker.js" : "nodeEngine.js");
      if (!existsSync(script)) skip(this, `${script} has not been built`);
    });
    beforeEach(() => {
      folder = temporaryFolder("parallel-labs-cli-");
    });
    afterEach(() => folder.remove());

    const write = (...cells: readonly (readonly [header: string, code: string])[]) =>
      writeFileSync(
        join(folder.path, file),
        cells.map(([header, code]) => `${lab.comment} %% ${header}\n${code}\n`).join(""),
      );
    const run = async (...options: string[]) => {
      const said = await runCommand(["run", file, "--balanced", "--json", ...options], folder.path);
      assert.equal(said.stderr, "", "with --json nothing is said on stderr");
      const document = readDocument(said);
      return { status: said.status, document, cells: document.result as readonly unknown[] as CellResult[] };
    };

    it("tells each cell's output and value, in the order of the file", async () => {
      write(["One", lab.prints], ["Two [targets=1]", "engine_id"], ["", "1 + 1"]);
      const { status, document, cells } = await run("--engines", "2");
      assert.equal(status, 0);
      const [one, two, three] = cells;
      assert.deepEqual(one, {
        ...{ cell: 1, title: "One", engine: one?.engine, status: "ok" },
        ...{ stdout: "hello\n", stderr: "oops\n", value: String(Number(one?.engine) * 2) },
      });
      assert.deepEqual(
        [two?.title, two?.engine, two?.value, two?.stdout],
        ["Two", 1, "1", ""],
        "what other cells printed on the engine is not its own",
      );
      assert.deepEqual([three?.cell, three?.title, three?.value], [3, "Cell 3", "2"]);
      assert.equal(document.run.kind, "map");
      assert.deepEqual(document.run.cells, ["One", "Two", "Cell 3"]);
      assert.equal(document.run.tasks.length, 3);
    });

    it("runs what stands before the first marker on every engine, and counts cells as --cell does", async () => {
      const head = lab.ending === ".py" ? "needed = 21\n" : "var needed = 21;\n";
      const mark = `${lab.comment} %%`;
      writeFileSync(join(folder.path, file), `${head}${mark} One\nneeded\n${mark} Two\nneeded * 2\n`);
      const { status, document, cells } = await run("--engines", "2");
      assert.equal(status, 0);
      assert.deepEqual(
        cells.map(({ cell, title, value }) => [cell, title, value]),
        [
          [2, "One", "21"],
          [3, "Two", "42"],
        ],
      );
      assert.deepEqual(document.run.cells, ["One", "Two"]);
      writeFileSync(join(folder.path, file), `${lab.raises}\n${mark} One\n1\n`);
      const failed = await run("--engines", "1");
      assert.equal(failed.status, 1);
      assert.match(failed.cells[0]?.error?.message ?? "", /before the first cell did not end well/);
    });

    it("goes on after a cell that fails, and leaves with 1", async () => {
      write(["Good", "1"], ["Bad", lab.raises], ["After", "2"]);
      const { status, cells } = await run("--engines", "1");
      assert.equal(status, 1);
      assert.deepEqual(
        cells.map((cell) => [cell.status, cell.error?.name, cell.error?.line]),
        [
          ["ok", undefined, undefined],
          ["error", lab.errorName, 4],
          ["ok", undefined, undefined],
        ],
      );
    });

    it("leaves with 3 when an engine dies, and names the cells", async () => {
      write(["Killer", lab.exitsAtOnce], ["Left", "2"]);
      const { status, cells } = await run("--engines", "1");
      assert.equal(status, 3);
      assert.deepEqual(
        cells.map((cell) => [cell.status, cell.engine]),
        [
          ["died", 0],
          ["died", null],
        ],
      );
      assert.match(cells[0]?.error?.message ?? "", /under the cell "Killer"/);
      assert.match(cells[1]?.error?.message ?? "", /No engine is left for the cell "Left"/);
    });

    it("gives cells to the targets only", async () => {
      write(["One", "engine_id"], ["Two", "engine_id"], ["Three", "engine_id"]);
      const { cells } = await run("--engines", "3", "--targets", "2");
      assert.deepEqual(
        cells.map(({ engine, value }) => [engine, value]),
        [
          [2, "2"],
          [2, "2"],
          [2, "2"],
        ],
      );
    });

    it("interrupts a cell that takes too long, and goes on", async () => {
      write(["Long", lab.loops], ["Short", "2"]);
      const { status, cells } = await run("--engines", "1", "--timeout", "2");
      assert.equal(status, 1);
      assert.equal(cells[0]?.status, "timeout");
      assert.equal(cells[1]?.engine, 0);
    });

    it("prints each line with its engine and its cell, and keeps the run", async () => {
      write(["One", lab.prints], ["Two", "20 + 22"]);
      const args = ["run", file, "--balanced", "--engines", "1", "--trace", "t.json", "--report", "r.html"];
      const { status, stdout, stderr } = await runCommand(args, folder.path);
      assert.equal(status, 0);
      assert.ok(stdout.includes("engine 0 · One │ hello\n"), stdout);
      assert.ok(stdout.includes("engine 0 · Two │ → 42\n"), stdout);
      assert.ok(stderr.includes("engine 0 · One │ oops\n"), stderr);
      assert.match(stdout, /cell +engine +status[\s\S]*One +0 +ok[\s\S]*Two +0 +ok/);
      assert.match(readFileSync(join(folder.path, "t.json"), "utf8"), /One/);
      assert.match(readFileSync(join(folder.path, "r.html"), "utf8"), /Two/);
    });
  });
}

describe("parallel-labs run --balanced", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-cli-");
  });
  afterEach(() => folder.remove());
  const write = (text: string) => writeFileSync(join(folder.path, "lab.py"), text);

  for (const [what, text, args, said] of [
    ["with --cell", "# %% One\n1\n", ["--cell", "1"], /--balanced.*cannot be used with.*--cell/],
    ["of a file without cells", "1\n", [], /has no cells: begin each with a line # %%/],
    [
      "of a cell for other engines",
      "# %% One [targets=1]\n1\n",
      ["--targets", "0"],
      /cell "One" may run on engine 1 only/,
    ],
    ["of a cell for an engine that is not there", "# %% One [targets=9]\n1\n", [], /no engine 9/],
  ] as const) {
    it(`is wrong usage ${what}`, async () => {
      write(text);
      const command = ["run", "lab.py", "--balanced", "--engines", "2", ...args];
      const { status, stderr, stdout } = await runCommand(command, folder.path);
      assert.equal(status, 2);
      assert.equal(stdout, "");
      assert.match(stderr, said);
    });
  }

  it("interrupted leaves with 130 and tells which cells never began", async () => {
    const waits = 'import time\nopen(f"at-work-{engine_id}", "w").close()\ntime.sleep(1000)\n';
    write(`# %% One\n${waits}# %% Two\n${waits}# %% Three\n1\n`);
    const command = new CommandLine(["run", "lab.py", "--balanced", "--engines", "2", "--json"], folder.path);
    await until("both engines to be at work", () => command.isAtWork(folder.path, 2));
    command.kill("SIGINT");
    const said = await command.ended;
    await command.leavesNothing();
    assert.equal(said.status, 130);
    const cells = readDocument(said).result as readonly unknown[] as CellResult[];
    assert.deepEqual(
      cells.map(({ status, engine }) => [status, engine === null]),
      [
        ["interrupted", false],
        ["interrupted", false],
        ["interrupted", true],
      ],
    );
  });
});
