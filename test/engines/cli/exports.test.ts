import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunRecord } from "../../../src/protocol/run";
import { readRunFile } from "../../../src/runs/export/readRunFile";
import { temporaryFolder } from "../../support/cleanUp";
import { smallDisk } from "../../support/smallDisk";
import { until } from "../../support/until";
import { CommandLine, readDocument, runCommand } from "./commandLine";

/** Leaves a file where it ran, so that a test can tell that it did not. */
const LAB = `open(f"ran-{engine_id}", "w").close()
print("</pre><script>alert(1)</script>")
if engine_id == 1:
    raise ValueError("only here")
`;

const WORDS = `def mapper(line):
    open("ran-0", "w").close()
    for word in line.split():
        yield word, 1

def reducer(word, counts):
    return sum(counts)
`;

interface Trace {
  readonly traceEvents: readonly {
    readonly ph: string;
    readonly cat?: string;
    readonly dur: number;
    readonly args: { readonly task?: number };
  }[];
}

describe("parallel-labs --trace and --report", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-exports-");
    write("lab.py", LAB);
    write("words.py", WORDS);
    write("words.txt", "one two\ntwo\n");
    mkdirSync(join(folder.path, "folder.html"));
    symlinkSync("lab.py", join(folder.path, "link.html"));
  });
  afterEach(() => folder.remove());

  const write = (name: string, text: string) => writeFileSync(join(folder.path, name), text);
  const read = (name: string) => readFileSync(join(folder.path, name), "utf8");
  const command = (...args: string[]) => runCommand([...args, "--engines", "2"], folder.path);
  const leftovers = () => readdirSync(folder.path).filter((name) => name.endsWith(".part"));

  /** Sees that a record fits its schema, and that a trace tells each task of it, as long as it says. */
  function assertTraceOf(record: RunRecord, text: string): void {
    const read = readRunFile(JSON.stringify({ record, outputs: [], finished: true }));
    assert.deepEqual(read.record, record);
    const { traceEvents } = JSON.parse(text) as Trace;
    const slices = traceEvents.filter(({ ph, cat = "" }) => ph === "X" && !/waiting|transfer/.test(cat));
    assert.equal(slices.length, record.tasks.length);
    for (const { id, started = 0, completed = 0 } of record.tasks) {
      const slice = slices.find(({ args }) => args.task === id);
      assert.ok(slice && Math.abs(slice.dur / 1000 - (completed - started)) <= 0.001, `task ${id}`);
    }
  }

  it("run: the run's own record, also when the code failed", async () => {
    const said = await command("run", "lab.py", "--trace", "t.json", "--report", "r.html", "--json");
    assert.equal(said.status, 1);
    assert.equal(said.stderr, "");
    assertTraceOf(readDocument(said).run, read("t.json"));
    const report = read("r.html");
    assert.match(report, /Failed: 1 of 2 engines/);
    assert.match(report, /ValueError: only here/);
    assert.doesNotMatch(report, /<script/);
    assert.deepEqual(leftovers(), []);
  });

  it("run: says what it saved, in place of what was there", async () => {
    write("r.html", "before");
    const said = await command("run", "lab.py", "--report", "r.html");
    assert.match(said.stderr, /Saved r\.html\.\n$/);
    assert.match(read("r.html"), /^<!DOCTYPE html>/);
  });

  it("run: also of code that was interrupted", async () => {
    write("endless.py", 'open(f"at-work-{engine_id}", "w").close()\nwhile True: pass\n');
    const args = ["run", "endless.py", "--engines", "2", "--report", "r.html", "--trace", "t.json"];
    const line = new CommandLine(args, folder.path);
    await until("both engines to work", () => line.isAtWork(folder.path, 2));
    line.kill("SIGINT");
    assert.equal((await line.ended).status, 130);
    await line.leavesNothing();
    assert.match(read("r.html"), /Interrupted: 2 of 2 engines/);
    assert.match(read("t.json"), /"interrupted: run /);
  });

  it("mapreduce: every task, the first rows, and the measured speed-up", async () => {
    const files = ["--trace", "t.json", "--report", "r.html"];
    const said = await command("mapreduce", "words.py", "--input", "*.txt", "--compare", "--json", ...files);
    assert.equal(said.status, 0, said.stderr);
    assert.equal(said.stderr, "");
    assertTraceOf(readDocument(said).run, read("t.json"));
    const report = read("r.html");
    assert.match(report, /<td class="text">two<\/td><td class="text">2<\/td>/);
    assert.match(report, /On one engine/);
    assert.match(report, /One engine gave the same results/);
  });

  it("mapreduce: also of a job that failed, with the reason", async () => {
    write("words.py", WORDS.replace("yield word, 1", "yield word, 1 / 0"));
    const args = ["mapreduce", "words.py", "--input", "words.txt", "--trace", "t.json", "--report", "r.html"];
    const said = await command(...args);
    assert.equal(said.status, 1);
    assert.match(said.stderr, /Saved t\.json\.\nSaved r\.html\./);
    assert.match(read("r.html"), /<p class="failure">ZeroDivisionError: .*words\.txt, line 1/);
    assert.match(read("t.json"), /"error":"ZeroDivisionError"/);
  });

  const run = ["run", "lab.py"];
  const job = ["mapreduce", "words.py", "--input", "words.txt"];
  const mistakes: Readonly<Record<string, readonly [args: readonly string[], says: RegExp]>> = {
    "a missing folder": [
      [...run, "--trace", "gone/t.json"],
      /gone\/t\.json cannot be written: there is no such folder/,
    ],
    "a file as a folder": [[...run, "--trace", "lab.py/t.json"], /what it is to be in is no folder/],
    "a folder as a file": [
      [...run, "--report", "folder.html"],
      /folder\.html cannot be written: it is a folder/,
    ],
    "an empty name": [[...run, "--trace", ""], /it is a folder/],
    "a device": [[...run, "--trace", "/dev/null"], /\/dev\/null cannot be written: it is no ordinary file/],
    "a report of another kind": [
      [...run, "--report", "r.pdf"],
      /r\.pdf is no name for a report: end it in \.html/,
    ],
    "the lab itself": [[...run, "--trace", "lab.py"], /--trace would overwrite lab\.py, which is read/],
    "the lab by a link": [[...run, "--report", "link.html"], /--report would overwrite link\.html/],
    "one file twice": [
      [...run, "--trace", "x.html", "--report", "./x.html"],
      /--trace and --report name the same file/,
    ],
    "a job's input": [[...job, "--trace", "words.txt"], /--trace would overwrite words\.txt, which is read/],
    "a job's results": [
      [...job, "--output", "r.csv", "--trace", "r.csv"],
      /--output and --trace name the same file/,
    ],
    "results over the input": [
      ["mapreduce", "words.py", "--input", "in.csv", "--output", "in.csv"],
      /--output would overwrite in\.csv/,
    ],
    "results in a missing folder": [[...job, "--output", "gone/r.csv"], /there is no such folder/],
  };
  for (const [what, [args, says]] of Object.entries(mistakes)) {
    it(`${what}: exit status 2 and what is wrong, before anything runs`, async () => {
      write("in.csv", "one two\n");
      const said = await command(...args);
      assert.equal(said.status, 2, said.stderr);
      assert.match(said.stderr, says);
      assert.ok(!existsSync(join(folder.path, "ran-0")));
      assert.deepEqual(
        [read("lab.py"), read("words.txt"), read("in.csv")],
        [LAB, "one two\ntwo\n", "one two\n"],
      );
      assert.deepEqual(leftovers(), []);
    });
  }

  for (const args of [["run", "quiet.py"], job]) {
    it(`${args[0]} on a full disk: nothing half-written, what was there stays, and the results are told`, async function () {
      const disk = smallDisk(this, 4096);
      try {
        write("quiet.py", "42\n");
        const report = join(disk.path, "r.html");
        writeFileSync(report, "before");
        const said = await command(...args, "--report", report, "--json");
        assert.equal(said.status, 2);
        const { ok, result, error } = readDocument(said);
        assert.equal(ok, false);
        assert.equal(result.length, 2);
        assert.match(error?.message ?? "", /r\.html cannot be written: the disk is full/);
        assert.deepEqual(readdirSync(disk.path), ["r.html"]);
        assert.equal(readFileSync(report, "utf8"), "before");
      } finally {
        disk.remove();
      }
    });
  }
});
