import assert from "node:assert/strict";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import { findInputs } from "../../../src/mapreduce/inputs";
import { skip } from "../../support/skip";
import { smallDisk } from "../../support/smallDisk";
import { forEachLocalBackend } from "../conformance/backends";
import { jobLabs } from "./labs";
import { countWords, failure, jobSuite } from "./testJobs";

forEachLocalBackend("map/reduce input and answers that are not as they should be", (backend) => {
  const { jobs, folder } = jobSuite(backend);
  const labs = jobLabs[backend.id];
  /** What a job on a file says that is `size` bytes when the job begins. */
  const complaint = async (name: string, size: number) => {
    const job = await jobs();
    const inputs = [{ path: join(folder.path, name), size }];
    const error = await failure(job.do(labs.count, [], { inputs, splitSize: 1000 }));
    assert.equal(error.kind, "usage", error.message);
    const tried = job.run?.record().tasks.filter(({ status }) => status === "error") ?? [];
    assert.ok(tried.length <= 2, "what is wrong with the input is not tried again");
    return error.message;
  };

  it("no input at all: no rows", async () => {
    const { rows, counters } = await (await jobs()).do(labs.count, []);
    assert.deepEqual(rows, []);
    assert.equal(counters.splits, 0);
  });

  it("a file that is gone", async () => {
    assert.match(await complaint("gone.txt", 5000), /gone\.txt cannot be read: .*no such file/i);
  });

  it("a gzip file that is gone", async () => {
    assert.match(await complaint("gone.gz", 5000), /gone\.gz cannot be read: .*no such file/i);
  });

  for (const name of ["folder", "folder.gz"]) {
    it(`a folder in the place of a file: ${name}`, async () => {
      mkdirSync(join(folder.path, name));
      assert.match(await complaint(name, 50), /folder(\.gz)? cannot be read: .*directory/i);
    });
  }

  it("a file that nobody may read", async function () {
    if (process.getuid?.() === 0) skip(this, "root may read every file");
    const path = join(folder.path, "closed.txt");
    writeFileSync(path, "a");
    const inputs = await findInputs([path], folder.path);
    chmodSync(path, 0);
    await assert.rejects(findInputs([path], folder.path), /closed\.txt cannot be read: permission denied/);
    const error = await failure((await jobs()).do(labs.count, [], { inputs }));
    assert.match(error.message, /closed\.txt cannot be read: .*permission denied/i);
  });

  // Cut off within the first split, between two, and within the only line.
  for (const text of ["a b\n", `${"a\n".repeat(1000)}`, "a".repeat(2500)]) {
    it(`a file that is shorter by now, with ${text.length} bytes`, async () => {
      writeFileSync(join(folder.path, "short.txt"), text);
      assert.match(await complaint("short.txt", 5000), /short\.txt shrank while it was being read/);
    });
  }

  it("a file that has grown: its lines as they were", async () => {
    const path = join(folder.path, "log.txt");
    writeFileSync(path, "a\nb\nc\na\nd\n");
    const { rows } = await (await jobs()).do(labs.count, [], { inputs: [{ path, size: 6 }], splitSize: 3 });
    assert.deepEqual(rows, countWords("a\nb\nc\n"));
  });

  const packed = gzipSync("one two\n".repeat(100_000));
  const broken: Record<string, Buffer> = {
    "is none": Buffer.from("no gzip at all"),
    "is cut off": packed.subarray(0, packed.length - 20),
    "is damaged": Buffer.concat([packed.subarray(0, 12), Buffer.alloc(50, 0xff), packed.subarray(62)]),
    "has another check sum": Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8, 1)]),
    "is packed in another way": deflateRawSync("one"),
  };
  for (const [how, bytes] of Object.entries(broken)) {
    it(`a gzip file that ${how}`, async () => {
      writeFileSync(join(folder.path, "a.gz"), bytes);
      assert.match(await complaint("a.gz", bytes.length), /a\.gz cannot be unpacked: /);
    });
  }

  it("an empty file with a gzip file's name: no rows", async () => {
    writeFileSync(join(folder.path, "a.gz"), "");
    const inputs = await findInputs(["a.gz"], folder.path);
    const { rows } = await (await jobs()).do(labs.count, [], { inputs });
    assert.deepEqual(rows, []);
  });

  it("a gzip file larger than what is mapped at a time, with a line as large", async () => {
    const text = `${"one two three\n".repeat(700_000)}${"long ".repeat(1_500_000)}\nend`;
    writeFileSync(join(folder.path, "a.gz"), gzipSync(text, { level: 1 }));
    const inputs = await findInputs(["a.gz"], folder.path);
    const { rows, counters } = await (await jobs()).do(labs.count, [], { inputs, memory: 1 });
    assert.deepEqual(rows, countWords(text));
    assert.equal(counters.records, 700_002);
    assert.ok(counters.spills > 1, "what a large file gives is written before it ends");
  });

  it("a record far inside a gzip file: its line", async () => {
    writeFileSync(
      join(folder.path, "a.gz"),
      gzipSync(`${"a good line of the file\n".repeat(250_000)}bad\n`, { level: 1 }),
    );
    const inputs = await findInputs(["a.gz"], folder.path);
    const error = await failure((await jobs()).do(labs.raises, [], { inputs }));
    assert.match(error.message, /a\.gz, line 250001: ['"]bad['"]\)$/);
  });

  const isPython = backend.id === "python";
  const pair = isPython ? "(key, value) pair" : "[key, value] pair";
  const mistakes: Record<string, [line: string, says: string]> = isPython
    ? {
        "one value": ["5", "the mapper gave 5, which is no list of (key, value) pairs"],
        "a triple": ["[('a', 1, 2)]", `the mapper gave ('a', 1, 2), which is no ${pair}`],
        "a list of values": ["[1, 2]", `the mapper gave 1, which is no ${pair}`],
        "a text": ["'one'", `the mapper gave 'o', which is no ${pair}`],
      }
    : {
        "one value": ["5", "the mapper gave 5, which is no list of [key, value] pairs"],
        "a triple": ["[['a', 1, 2]]", `the mapper gave ["a",1,2], which is no ${pair}`],
        "a list of values": ["[1, 2]", `the mapper gave 1, which is no ${pair}`],
        "a text": ["'one'", 'the mapper gave "one", which is no list of [key, value] pairs'],
        "an object": ["({ a: 1 })", 'the mapper gave {"a":1}, which is no list of [key, value] pairs'],
      };
  for (const [what, [line, says]] of Object.entries(mistakes)) {
    it(`a mapper that gives ${what} in place of pairs: the record`, async () => {
      const good = isPython ? "[('a', 1)]" : "[['a', 1]]";
      const error = await failure((await jobs()).do(labs.gives, [`${good}\n${line}\n`]));
      assert.equal(error.kind, "task");
      assert.ok(error.message.startsWith(`TypeError: ${says} (`), error.message);
      assert.match(error.message, /line 2: /);
    });
  }

  it("a mapper that gives nothing, no pairs, or a dictionary of them", async () => {
    const lines = isPython
      ? ["None", "{}", "{'ab': 1, 'b': 2}", "[]", "{'ab': 3}"]
      : ["null", "undefined", "[]", "new Map([['ab', 1], ['b', 2]])", "[['ab', 3]]"];
    const { rows } = await (await jobs()).do(labs.gives, [lines.join("\n")]);
    assert.deepEqual(rows, [
      ["ab", [1, 3]],
      ["b", [2]],
    ]);
  });

  it("a reducer that gives nothing: no row, and none where it gives none at all", async () => {
    const job = await jobs();
    const { rows, counters } = await job.do(labs.picky, ["a\nb\nc\nb\n"]);
    assert.deepEqual(rows, [["b", 2]]);
    assert.deepEqual([counters.keys, counters.rows], [3, 1]);
    assert.deepEqual((await job.do(labs.picky, ["a\nc\n"], { top: 3 })).rows, []);
  });

  const unsendable: Record<string, [line: string, says: RegExp]> = isPython
    ? {
        value: ["[('a', 1), ('b', lambda: 0)]", /A value of the key 'b' cannot be sent between engines: /],
        key: ["[(lambda: 0, 1)]", /The key <function .*> cannot be sent between engines: /],
      }
    : {
        value: ["[['a', 1], ['b', () => 0]]", /A value of the key "b" cannot be sent between engines: /],
        key: ["[[() => 0, 1]]", /a key is of type function/],
      };
  for (const [what, [line, says]] of Object.entries(unsendable)) {
    it(`a ${what} that cannot be written to a file: which`, async () => {
      const error = await failure((await jobs()).do(labs.gives, [line]));
      assert.equal(error.kind, "task");
      assert.match(error.message, says);
    });
  }

  for (const [what, memory, splitSize] of [
    ["while there is still much to map", 1, 10_000],
    ["when all is mapped", 1 << 26, 10_000],
  ] as const) {
    it(`a disk that is full ${what}: where, and what to do`, async function () {
      const disk = smallDisk(this, 200_000);
      try {
        const job = await jobs();
        job.place = disk.path;
        const text = Array.from({ length: 100_000 }, (_, at) => `word${at}\n`).join("");
        const error = await failure(job.do(labs.places, [text], { memory, splitSize }));
        assert.equal(error.kind, "usage");
        assert.match(error.message, /own files cannot be written to .*free some space there/);
        const { rows } = await job.do(labs.count, ["a b a"]);
        assert.deepEqual(rows, countWords("a b a"), "the engines can go on");
      } finally {
        disk.remove();
      }
    });
  }
});
