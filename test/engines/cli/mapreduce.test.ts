import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunRecord } from "../../../src/protocol/run";
import { temporaryFolder } from "../../support/cleanUp";
import { smallDisk } from "../../support/smallDisk";
import { runCommand } from "./commandLine";

const WORDS = `def mapper(line):
    for word in line.split():
        yield word, 1

def reducer(word, counts):
    return sum(counts)

if __name__ == "__main__":
    raise SystemExit("the main program must not run on engines")
`;

describe("parallel-labs mapreduce", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-cli-");
    write("words.py", WORDS);
    write("a.txt", "one two\n");
    write("b.txt", "two three two");
  });
  afterEach(() => folder.remove());

  const write = (name: string, text: string) => writeFileSync(join(folder.path, name), text);
  const read = (name: string) => readFileSync(join(folder.path, name), "utf8");
  const command = (...args: string[]) => runCommand(["mapreduce", ...args, "--engines", "2"], folder.path);

  it("--json: the document of the design", async () => {
    const said = await command("words.py", "--input", "*.txt", "--json");
    assert.equal(said.status, 0, said.stderr);
    const document = JSON.parse(said.stdout) as {
      ok: boolean;
      result: unknown;
      counters: Record<string, number>;
      run: RunRecord;
    };
    assert.equal(document.ok, true);
    assert.deepEqual(document.result, [
      ["one", 1],
      ["three", 1],
      ["two", 3],
    ]);
    assert.equal(document.counters["records"], 2);
    assert.equal(document.counters["bytes"], 21);
    assert.equal(document.run.kind, "mapreduce");
    assert.ok(document.run.tasks.every(({ status }) => status === "ok"));
    assert.equal(said.stderr, "");
  });

  it("prints rows to stdout and figures to stderr", async () => {
    const said = await command("words.py", "--input", "a.txt", "b.txt", "--top", "1");
    assert.equal(said.stdout, "two\t3\n");
    assert.match(said.stderr, /3 results of 2 records/);
  });

  it("tells what each engine did, and when in which phase", async () => {
    const { stderr } = await command("words.py", "--input", "a.txt", "b.txt", "--engines", "2");
    const [head, ...engines] = stderr.trim().split("\n");
    assert.match(head ?? "", /^engine +splits +records +map +shuffle +reduce +CPU$/);
    const rows = engines.slice(0, 2).map((line) => line.trim().split(/ {2,}/));
    assert.deepEqual(
      rows.map(([engine]) => engine),
      ["0", "1"],
    );
    assert.equal(
      rows.reduce((sum, [, , records]) => sum + Number(records), 0),
      2,
      "every record on one of them",
    );
    for (const [, , , ...times] of rows) for (const time of times) assert.match(time, /^[\d.]+ m?s$/);
  });

  const saved = {
    "out.csv": 'key,value\n"a,""b",1\nc,1\n',
    "out.tsv": 'key\tvalue\na,"b\t1\nc\t1\n',
    "out.json": '[\n["a,\\"b",1],\n["c",1]\n]\n',
  };
  for (const [name, expected] of Object.entries(saved)) {
    it(`--output ${name}`, async () => {
      write("input", 'a,"b c');
      const said = await command("words.py", "--input", "input", "--output", name);
      assert.equal(said.status, 0, said.stderr);
      assert.equal(read(name), expected);
    });
  }

  it("leaves what is at the output path when the job fails, and nothing beside it", async () => {
    write("out.csv", "before");
    write("words.py", WORDS.replace("yield word, 1", "yield word, 1 / 0"));
    const before = readdirSync(folder.path);
    const said = await command("words.py", "--input", "a.txt", "--output", "out.csv");
    assert.equal(said.status, 1);
    assert.match(said.stderr, /ZeroDivisionError: division by zero \(.*a\.txt, line 1: 'one two'\)/);
    assert.match(said.stderr, /words\.py", line 3, in mapper/);
    assert.equal(read("out.csv"), "before");
    assert.deepEqual(readdirSync(folder.path), before);
  });

  it("--input -: standard input, of which nothing is left", async () => {
    const temporary = join(folder.path, "temporary");
    mkdirSync(temporary);
    const args = ["mapreduce", "words.py", "--input", "a.txt", "-", "--engines", "2"];
    const said = await runCommand(args, folder.path, { TMPDIR: temporary }, "two\nfour two");
    assert.equal(said.status, 0, said.stderr);
    assert.equal(said.stdout, "four\t1\none\t1\ntwo\t3\n");
    assert.deepEqual(readdirSync(temporary), []);
  });

  it("standard input that does not fit on the disk: exit status 2, and nothing left", async function () {
    const disk = smallDisk(this, 100_000);
    try {
      const args = ["mapreduce", "words.py", "--input", "-", "--engines", "2"];
      const said = await runCommand(args, folder.path, { TMPDIR: disk.path }, "word\n".repeat(100_000));
      assert.equal(said.status, 2, said.stderr);
      assert.match(said.stderr, /^The disk is full/);
      assert.deepEqual(readdirSync(disk.path), []);
    } finally {
      disk.remove();
    }
  });

  for (const before of ["before", undefined]) {
    it(`a full disk: nothing half-written at the output path${before ? ", and what was there stays" : ""}`, async function () {
      const disk = smallDisk(this, 100_000);
      try {
        const output = join(disk.path, "out.csv");
        if (before) writeFileSync(output, before);
        write("many.txt", Array.from({ length: 20_000 }, (_, at) => `word${at}\n`).join(""));
        const said = await command("words.py", "--input", "many.txt", "--output", output);
        assert.equal(said.status, 2);
        assert.match(said.stderr, /out\.csv cannot be written: the disk is full/);
        assert.deepEqual(readdirSync(disk.path), before ? ["out.csv"] : []);
        if (before) assert.equal(readFileSync(output, "utf8"), before);
      } finally {
        disk.remove();
      }
    });
  }

  it("a full disk for its own files: where, and what to do", async function () {
    const disk = smallDisk(this, 100_000);
    try {
      write("many.txt", Array.from({ length: 20_000 }, (_, at) => `word${at}\n`).join(""));
      const args = ["mapreduce", "words.py", "--input", "many.txt", "--engines", "2"];
      const said = await runCommand(args, folder.path, { TMPDIR: disk.path });
      assert.equal(said.status, 2, said.stderr);
      assert.match(said.stderr, /^The job's own files cannot be written to .*: free some space there/);
      assert.deepEqual(readdirSync(disk.path), []);
    } finally {
      disk.remove();
    }
  });

  it("--compare runs it serially, too, and says that the results agree", async () => {
    const agrees = await command("words.py", "--input", "*.txt", "--compare");
    assert.equal(agrees.status, 0, agrees.stderr);
    assert.match(agrees.stderr, /same results/);
  });

  it("no Python: exit status 2 and both ways to name one", async () => {
    const args = ["mapreduce", "words.py", "--input", "a.txt"];
    const said = await runCommand(args, folder.path, { PATH: folder.path });
    assert.equal(said.status, 2);
    assert.equal(said.stdout, "");
    assert.match(said.stderr, /^No Python was found .*setting parallelLabs\.python\.path .*--python/);
  });

  const mistakes: Record<string, [args: string[], says: RegExp]> = {
    "no input": [["words.py"], /needs input/],
    "a missing file": [["words.py", "--input", "nothere.txt"], /There is no file nothere\.txt/],
    "a glob without files": [["words.py", "--input", "*.nothing"], /No file matches/],
    "a folder": [["words.py", "--input", "."], /is a folder/],
    "an unknown job": [
      ["words.py", "--job", "other", "--input", "a.txt"],
      /no job other: its jobs are mapper/,
    ],
    "a file without a job": [["plain.py", "--input", "a.txt"], /no map\/reduce job/],
    "an unknown format": [["words.py", "--input", "a.txt", "--output", "a.xlsx"], /end its name in/],
  };
  for (const [what, [args, says]] of Object.entries(mistakes)) {
    it(`${what}: exit status 2 and what to do`, async () => {
      write("plain.py", "print(1)\n");
      const said = await command(...args);
      assert.equal(said.status, 2, said.stderr);
      assert.match(said.stderr, says);
    });
  }

  it("--timeout: exit status 1", async () => {
    write("words.py", WORDS.replace("for word", "while True: pass\n    for word"));
    const said = await command("words.py", "--input", "a.txt", "--timeout", "1");
    assert.equal(said.status, 1);
    assert.match(said.stderr, /ran out of time/);
  });
});
