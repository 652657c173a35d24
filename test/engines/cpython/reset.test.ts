import assert from "node:assert/strict";
import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { builtFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { forEachLocalBackend } from "../conformance/backends";
import { testClusters } from "../conformance/testCluster";
import { jobLabs } from "../mapreduce/labs";
import { countWords, failure, TestJobs } from "../mapreduce/testJobs";

forEachLocalBackend("a reset and Python's modules", (backend) => {
  if (backend.id !== "python") return;
  const start = testClusters(backend);
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-reset-");
  });
  afterEach(() => folder.remove());

  for (const [what, name, code] of [
    ["a module", "own.py", "import own; own.x"],
    ["a module of a package", "pack/__init__.py", "import pack; pack.x"],
    ["a module of a folder", "pack/part.py", "from pack import part; part.x"],
  ] as const) {
    it(`forgets ${what} of the user's, so that an edit is seen`, async () => {
      const cluster = await start(1, { cwd: folder.path });
      mkdirSync(join(folder.path, "pack"));
      for (const [x, length] of [
        [1, 10],
        [2, 200], // another size, since the file's time may be the same
      ] as const) {
        writeFileSync(join(folder.path, name), `x = ${x}\n${"#".repeat(length)}\n`);
        assert.equal(await cluster.value(code), `${x}`);
        assert.equal((await cluster.call({ op: "reset" })).status, "ok");
      }
    });
  }

  it("forgets a module of a folder in which the engine worked before", async () => {
    const cluster = await start(1);
    const own = {
      code: "import own; own.x",
      main: true,
      firstLine: 0,
      filename: join(folder.path, "lab.py"),
    };
    const value = async () => {
      const outcome = await cluster.call({ op: "execute", ...own, cwd: folder.path });
      return outcome.result?.text;
    };
    writeFileSync(join(folder.path, "own.py"), "x = 1\n");
    assert.equal(await value(), "1");
    const elsewhere = realpathSync(builtFolder());
    await cluster.call({ op: "execute", ...own, code: "0", cwd: elsewhere });
    writeFileSync(join(folder.path, "own.py"), "x = 'another'\n");
    await cluster.call({ op: "reset" });
    assert.equal(await value(), "'another'");
  });

  it("leaves the engine whole whose working folder is its own", async () => {
    const cluster = await start(1, { cwd: realpathSync(join(builtFolder(), "python")) });
    const jobs = new TestJobs(backend, cluster, folder.path);
    for (let time = 0; time < 2; time++) {
      assert.deepEqual((await jobs.do(jobLabs.python.count, ["a b a"])).rows, countWords("a b a"));
      assert.match((await failure(jobs.do(jobLabs.python.raises, ["bad"]))).message, /line 1: 'bad'/);
      assert.equal((await cluster.call({ op: "reset" })).status, "ok");
    }
  });
});
