import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { findJobs } from "../../../src/language/jobs/findJobs";
import { languageOf } from "../../../src/language/languages";
import { sourceFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { findIpyparallel } from "../../support/ipyparallel";
import { skip } from "../../support/skip";
import { readDocument, runCommand } from "../cli/commandLine";
import { assertSameThere, comparable } from "./comparable";
import { IpyCluster } from "./ipyCluster";

/** The lessons in a copy: what their programs write does not come among them. */
const copy = temporaryFolder("parallel-labs-examples-");
const lessons = join(copy.path, "lessons");
cpSync(join(sourceFolder(), "lessons"), lessons, { recursive: true });

/** Every program of the lessons that is complete, and the texts that there are to work on. */
function files(folder: string, ending: string): string[] {
  return readdirSync(lessons, { recursive: true })
    .map((name) => join(lessons, String(name)))
    .filter((path) => path.includes(`/${folder}/`) && path.endsWith(ending));
}

describe("every example of the lessons on an ipyparallel cluster", function () {
  this.timeout(Number(process.env["LABS_TIMEOUT"] ?? 300_000));
  let ipy: IpyCluster;
  let folder: ReturnType<typeof temporaryFolder>;
  let onCluster: string[];
  let local: string[];

  before(async function () {
    const python = await findIpyparallel();
    if (!python) skip(this, "no interpreter here has ipyparallel 7.1 or newer (python3-ipyparallel)");
    folder = temporaryFolder("parallel-labs-examples-");
    ipy = new IpyCluster(python);
    await ipy.controller();
    for (const _ of [0, 1]) await ipy.engine();
    local = ["--python", python, "--json"];
    onCluster = [...local, "--backend", "ipyparallel", "--connection-file", ipy.clientFile];
    // Both engines are there from now on.
    const wait = join(lessons, "01-intro-to-parallelization", "solutions", "engines.py");
    for (let tries = 0; tries < 100; tries++) {
      const { result = [] } = JSON.parse((await runCommand(["run", wait, ...onCluster], folder.path)).stdout);
      if (result.length === 2) return;
    }
    assert.fail("two engines did not join");
  });
  after(() => {
    ipy?.end();
    folder?.remove();
    copy.remove();
  });

  for (const file of files("solutions", ".py")) {
    const name = basename(file);
    it(`${name} runs as it does on engines of this machine`, async () => {
      const run = async (args: readonly string[]) => {
        return comparable(readDocument(await runCommand(["run", file, ...args], folder.path)));
      };
      const [first, second] = [
        await run([...local, "--engines", "2"]),
        await run([...local, "--engines", "2"]),
      ];
      const there = await run(onCluster);
      assertSameThere(there, first, second);
    });

    const facts = languageOf(file);
    const { jobs } = facts ? findJobs(readFileSync(file, "utf8"), facts) : { jobs: [] };
    for (const job of jobs) {
      it(`the job ${job.name} of ${name} gives the same as on engines of this machine`, async () => {
        const input = job.shape === "items" ? [] : ["--input", join(lessons, "**", "*.md")];
        const args = ["mapreduce", file, "--job", job.name, ...input];
        const here = readDocument(await runCommand([...args, ...local, "--engines", "2"], folder.path));
        const there = readDocument(await runCommand([...args, ...onCluster], folder.path));
        assert.equal(here.ok, true, JSON.stringify(here.error));
        assert.deepEqual(there.result, here.result);
      });
    }
  }

  it("the checks of solutions pass there", async () => {
    const labs = ["intro-to-parallelization/engines", "intro-to-parallelization/mapreduce-words"];
    const { status, stdout } = await runCommand(["check", ...labs, "--solution", ...onCluster], folder.path);
    assert.equal(status, 0, stdout);
  });
});
