import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineResult } from "../../../src/protocol/run";
import { builtFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { skip } from "../../support/skip";
import { type RunDocument, readDocument, runCommand } from "./commandLine";
import { type LabFiles, labFiles } from "./labs";

/** The engine that misbehaves where a test lets one do so. */
const BAD = 1;

for (const lab of labFiles) {
  describe(`parallel-labs run FILE${lab.ending} --json`, () => {
    let folder: ReturnType<typeof temporaryFolder>;
    before(function () {
      const script = join(builtFolder(), lab.ending === ".py" ? "pythonWorker.js" : "nodeEngine.js");
      if (!existsSync(script)) skip(this, `${script} has not been built`);
    });
    beforeEach(() => {
      folder = temporaryFolder("parallel-labs-cli-");
    });
    afterEach(() => folder.remove());

    /** Runs a file with this text on four engines. */
    async function run(
      text: string,
      ...options: string[]
    ): Promise<{ status: number | null; document: RunDocument }> {
      const file = `lab${lab.ending}`;
      writeFileSync(join(folder.path, file), text);
      const said = await runCommand(["run", file, "--engines", "4", "--json", ...options], folder.path);
      assert.equal(said.stderr, "", "with --json nothing is said on stderr");
      return { status: said.status, document: readDocument(said) };
    }

    /** Engine 1 does as told and then all print and give a value; the other three must not notice. */
    async function runWithOneBad(
      behaviour: (lab: LabFiles) => string,
      ...options: string[]
    ): Promise<{ status: number | null; bad: EngineResult; document: RunDocument }> {
      const { status, document } = await run(lab.only(BAD, behaviour(lab)) + lab.prints, ...options);
      assert.deepEqual(
        document.result.map(({ engine }) => engine),
        [0, 1, 2, 3],
      );
      for (const { engine, ...rest } of document.result) {
        if (engine === BAD) continue;
        assert.deepEqual(rest, {
          status: "ok",
          stdout: "hello\n",
          stderr: "oops\n",
          value: String(engine * 2),
        });
      }
      const bad = document.result[BAD];
      assert.ok(bad);
      assert.deepEqual(
        document.run.tasks.map((task) => task.status),
        document.result.map((result) => result.status),
        "the record agrees",
      );
      return { status, bad, document };
    }

    it("that prints and gives a value: exit status 0, every engine's output and value", async () => {
      const { status, document } = await run(lab.prints);
      assert.equal(status, 0);
      assert.equal(document.ok, true);
      assert.deepEqual(
        document.result,
        [0, 1, 2, 3].map((engine) => ({
          engine,
          status: "ok",
          stdout: "hello\n",
          stderr: "oops\n",
          value: String(engine * 2),
        })),
      );
      const { run: record } = document;
      assert.equal(record.kind, "run");
      assert.equal(record.backend, lab.ending === ".py" ? "python" : "node");
      assert.deepEqual(
        record.engines.map(({ id }) => id),
        [0, 1, 2, 3],
      );
      assert.equal(new Set(record.engines.map(({ pid }) => pid)).size, 4);
      assert.equal(record.tasks.length, 4);
      for (const { submitted, started, completed, received } of record.tasks) {
        assert.ok(started !== undefined && completed !== undefined && received !== undefined);
        assert.ok(submitted <= started + 5 && started <= completed && completed <= received + 5);
      }
      assert.ok(record.metrics.wall > 0);
    });

    it("that raises: exit status 1, the error with the file's line", async () => {
      const { status, bad, document } = await runWithOneBad(({ raises }) => raises);
      assert.equal(status, 1);
      assert.equal(document.ok, false);
      assert.equal(bad.status, "error");
      assert.equal(bad.error?.name, lab.errorName);
      assert.equal(bad.error.message, "only here");
      assert.equal(bad.error.filename, join(folder.path, `lab${lab.ending}`));
      assert.equal(bad.error.line, lab.ending === ".ts" ? 3 : 2);
      assert.equal(bad.value, null);
    });

    it("that exits with status 3: a clear outcome", async () => {
      const { status, bad } = await runWithOneBad(({ exits }) => exits);
      if (lab.ending === ".py") {
        assert.equal(status, 1, "sys.exit is an exception");
        assert.equal(bad.status, "error");
        assert.equal(bad.error?.name, "SystemExit");
      } else {
        assert.equal(status, 3);
        assert.equal(bad.status, "died");
        assert.equal(bad.error?.message, "exited (status 3)");
      }
    });

    it("that ends its interpreter: exit status 3, the engine died", async () => {
      const { status, bad } = await runWithOneBad(({ exitsAtOnce }) => exitsAtOnce);
      assert.equal(status, 3);
      assert.equal(bad.status, "died");
      assert.equal(bad.error?.message, "exited (status 3)");
    });

    it("that aborts: exit status 3, the engine died of the signal", async () => {
      const { status, bad } = await runWithOneBad(({ aborts }) => aborts);
      assert.equal(status, 3);
      assert.equal(bad.status, "died");
      assert.equal(bad.error?.message, "died (signal 6)");
    });

    it("that starts a child process which prints: its output is the engine's", async () => {
      const { status, bad } = await runWithOneBad(({ forks }) => forks);
      assert.equal(status, 0);
      assert.equal(bad.stdout, "from the child\nhello\n");
    });

    it("that writes straight to descriptors 1 and 2: it is output like any other", async () => {
      const { status, bad } = await runWithOneBad(({ writesStraight }) => writesStraight);
      assert.equal(status, 0);
      assert.equal(bad.stdout, "straight\nhello\n");
      assert.ok(bad.stderr.includes("\ufffd\0\n") && bad.stderr.includes("oops\n"), bad.stderr);
    });

    it("that prints 1 GB: cut off, the rest counted", async () => {
      const { status, bad } = await runWithOneBad(({ printsMuch }) => printsMuch);
      assert.equal(status, 0);
      assert.ok(bad.stdout.length >= 1e6 && bad.stdout.length <= 20e6, `${bad.stdout.length}`);
      const printed = 1_000_000_000 + Buffer.byteLength("hello\noops\n");
      assert.equal(bad.stdout.length + bad.stderr.length + (bad.notKept ?? 0), printed);
    });

    it("that gives a value of 100 MB: a short text of it", async () => {
      const { status, document } = await run(lab.largeValue);
      assert.equal(status, 0);
      for (const { value } of document.result) {
        assert.ok(value?.startsWith(`${lab.quote}xxx`), value?.slice(0, 10));
        assert.ok(value && value.length < 100_000, `${value?.length}`);
      }
    });

    it("that loops for ever under --timeout: exit status 1, timeout", async () => {
      const { status, bad } = await runWithOneBad(({ loops }) => loops, "--timeout", "2");
      assert.equal(status, 1);
      assert.equal(bad.status, "timeout");
    });

    it("that loops and ignores interrupts under --timeout: its engine is ended", async () => {
      const { status, bad } = await runWithOneBad(({ stubborn }) => stubborn, "--timeout", "2");
      assert.equal(status, 1);
      assert.equal(bad.status, "timeout");
    });

    it("--targets runs on these engines only", async () => {
      const { status, document } = await run(lab.prints, "--targets", "3,1");
      assert.equal(status, 0);
      assert.deepEqual(
        document.result.map(({ engine, value }) => [engine, value]),
        [
          [3, "6"],
          [1, "2"],
        ],
      );
      assert.deepEqual(
        document.run.engines.map(({ id }) => id),
        [1, 3],
      );
    });

    it("works with a temporary folder whose path is too long for a socket", async () => {
      const deep = join(folder.path, "a-long-name-".repeat(10));
      mkdirSync(deep);
      writeFileSync(join(folder.path, `lab${lab.ending}`), lab.prints);
      const said = await runCommand(["run", `lab${lab.ending}`, "--json"], folder.path, { TMPDIR: deep });
      assert.equal(said.status, 0, said.stderr);
      assert.deepEqual(readdirSync(deep), []);
    });

    describe("--cell", () => {
      const cells = [
        `${lab.comment} %% first`,
        "1",
        `${lab.comment} %% second one [targets=0,2]`,
        "",
        "engine_id + 20",
        `${lab.comment} %% broken`,
        lab.raises,
        "",
      ].join("\n");

      it("runs a cell by its number, on the engines that its header names", async () => {
        const { status, document } = await run(cells, "--cell", "2");
        assert.equal(status, 0);
        assert.deepEqual(
          document.result.map(({ engine, value }) => [engine, value]),
          [
            [0, "20"],
            [2, "22"],
          ],
        );
        assert.equal(document.run.source.title, "second one");
      });

      it("runs a cell by its title", async () => {
        const { document } = await run(cells, "--cell", "first");
        assert.deepEqual(
          document.result.map(({ value }) => value),
          ["1", "1", "1", "1"],
        );
      });

      it("prefers --targets to the header", async () => {
        const { document } = await run(cells, "--cell", "second one", "--targets", "3");
        assert.deepEqual(
          document.result.map(({ engine }) => engine),
          [3],
        );
      });

      it("gives an error's line in the file", async () => {
        const { status, document } = await run(cells, "--cell", "broken", "--targets", "0");
        assert.equal(status, 1);
        assert.equal(document.result[0]?.error?.line, 7);
      });
    });
  });
}
