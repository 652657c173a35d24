import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { findInputs } from "../../../src/mapreduce/inputs";
import { skip } from "../../support/skip";
import { forEachLocalBackend } from "../conformance/backends";
import { countWords, jobSuite, sortedRows } from "./testJobs";

const COUNT = `
def mapper(line):
    for word in line.split(" "):
        yield word, 1

def reducer(word, counts):
    return sum(counts)
`;

/** Not seen to be a sum. */
const OWN = COUNT.replace("sum(counts)", "sum(0 + count for count in counts)");

/** What a reducer may ask of its values, all of one key; they are the lines, numbers in their order. */
const ONE_KEY = `
def mapper(line):
    yield "all", int(line)

def reducer(key, values):
    ordered = all(value == at for at, value in enumerate(values))
    ordered = ordered and all(values[at] == at for at in range(len(values)))
    return [len(values), ordered, values[0], values[-1], values[5:8], values[8:5:-1], sum(values), 77 in values]
`;

const PAIRS = `
def mapper(line):
    yield "all", int(line)

def reducer(pair):
    key, values = pair
    return key, [len(values), sum(values)]
`;

const CHANGED_KEYS = `
def mapper(line):
    yield line, 1

def reducer(key, values):
    yield key[::-1], sum(values)
`;

const numbers = (count: number) => Array.from({ length: count }, (_, at) => `${at}\n`).join("");
const distinct = (count: number) =>
  Array.from({ length: count }, (_, at) => `w${(at * 7919) % count}\n`).join("");

forEachLocalBackend("map/reduce within memory", (backend) => {
  if (backend.id !== "python") return;
  const { jobs, folder } = jobSuite(backend);

  const sum = (count: number) => (count * (count - 1)) / 2;
  for (const memory of [10_000, 300_000, 100_000_000]) {
    it(`the values of one key come in the input's order with ${memory} bytes`, async () => {
      const count = 60_000;
      const { rows, counters } = await (await jobs()).do(ONE_KEY, [numbers(count)], {
        memory,
        splitSize: 50_000,
      });
      const expected = [count, true, 0, count - 1, [5, 6, 7], [8, 7, 6], sum(count), true];
      assert.deepEqual(rows, [["all", expected]]);
      assert.equal(counters.spills > 2, memory < 1_000_000);
    });
  }

  it("the values of one key may come as a pair with it", async () => {
    const { rows } = await (await jobs()).do(PAIRS, [numbers(40_000)], { memory: 10_000, splitSize: 50_000 });
    assert.deepEqual(rows, [["all", [40_000, sum(40_000)]]]);
  });

  it("the values of one key may be the result", async () => {
    const code = ONE_KEY.replace(/return \[.*/, "return values");
    const { rows } = await (await jobs()).do(code, [numbers(40_000)], { memory: 10_000, splitSize: 50_000 });
    assert.deepEqual(rows, [["all", [...Array(40_000).keys()]]]);
  });

  for (const [name, code] of Object.entries({ "a plain sum": COUNT, "a reducer of its own": OWN })) {
    it(`a split that is more than memory spills on its way, with ${name}`, async () => {
      const text = distinct(100_000);
      writeFileSync(join(folder.path, "a.gz"), gzipSync(text));
      const inputs = await findInputs(["a.gz"], folder.path);
      const { rows, counters } = await (await jobs()).do(code, [], { inputs, memory: 2_000_000 });
      assert.deepEqual(rows, countWords(text.replaceAll("\n", " ")));
      assert.ok(counters.spills > 3, `${counters.spills} spills`);
    });
  }

  it("a combiner of a split that is more than memory", async () => {
    const text = "a b c\n".repeat(50_000);
    const code = `# parallel-labs: combine\n${OWN}`;
    const { rows, counters } = await (await jobs(1)).do(code, [text], { memory: 100_000 });
    assert.deepEqual(rows, countWords(text));
    assert.equal(counters.spills, 0, "what is combined has room");
  });

  it("rows whose keys the reducer changed are sorted", async () => {
    const text = distinct(20_000);
    const { rows } = await (await jobs()).do(CHANGED_KEYS, [text], { memory: 200_000, splitSize: 50_000 });
    const reversed = (word: string) => [...word].reverse().join("");
    const expected = text
      .trim()
      .split("\n")
      .map((word): [string, number] => [reversed(word), 1]);
    assert.deepEqual(rows, sortedRows(expected));
  });

  it("rows whose keys have no order stay as they come", async () => {
    const code = CHANGED_KEYS.replace("key[::-1]", "(key if key < 'c' else len(key))");
    const { rows } = await (await jobs(1)).do(code, ["a\nb\nc\ndd"]);
    assert.deepEqual(rows, [
      ["a", 1],
      ["b", 1],
      [1, 1],
      [2, 1],
    ]);
  });

  it("pairs may be anything of two parts, also what gives them once", async () => {
    const code = COUNT.replace("yield word, 1", "yield iter((word, 1))");
    const { rows } = await (await jobs()).do(code, ["a b\na"]);
    assert.deepEqual(rows, countWords("a b a"));
  });

  it("values that marshal would change arrive as they were", async () => {
    const code = `
from collections import namedtuple
Point = namedtuple("Point", "x y")

def mapper(line):
    yield line, bytearray(b"a")
    yield line, Point(1, 2)
    yield line, float("inf")

def reducer(key, values):
    return " ".join(map(repr, values))
`;
    const { rows } = await (await jobs()).do(code, ["a\nb\n"], { memory: 1, splitSize: 1 });
    const expected = "bytearray(b'a') Point(x=1, y=2) inf";
    assert.deepEqual(rows, [
      ["a", expected],
      ["b", expected],
    ]);
  });

  it("a StopIteration in the mapper is an error, not the end of the input", async () => {
    const code = `
def mapper(line):
    first = next(iter(line.split()))
    return [(first, 1)]

def reducer(word, counts):
    return sum(counts)
`;
    await assert.rejects((await jobs()).do(code, ["a b\n\nc d\n"]), /StopIteration.*line 2: ''/);
  });

  it("what is held outlives a spill that failed", async function () {
    if (process.platform === "win32") skip(this, "Windows has no limit on the size of files");
    // The third split finds no room on the disk for what the first two gave; tried again, it does.
    const code = `
import os, resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
MARK = os.path.join(${JSON.stringify(folder.path)}, "full")

def mapper(line):
    if line == "full":
        again = os.path.exists(MARK)
        open(MARK, "w").close()
        limit = resource.RLIM_INFINITY if again else 0
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        line = "long" * 100_000
    yield line, 1

def reducer(word, counts):
    return sum(counts)
`;
    const { rows } = await (await jobs(1)).do(code, ["a\nb\nfull\nc\n"], { memory: 100_000, splitSize: 2 });
    assert.deepEqual(rows, countWords(`a b ${"long".repeat(100_000)} c`));
  });

  it("what is held is of whole splits, also when putting one to the rest fails", async () => {
    const job = await jobs();
    const text = "a b c\n".repeat(6);
    for (const reducer of ["sum(counts)", "sum(0 + count for count in counts)"]) {
      for (let failing = 1; failing <= 20; failing++) {
        const code = `
import os
MARK = os.path.join(${JSON.stringify(folder.path)}, "failed ${failing} " + ${JSON.stringify(reducer)})
looks = 0

class Word(str):
    def __hash__(self):
        global looks
        looks += 1
        if looks == ${failing} and not os.path.exists(MARK):
            try:
                open(MARK, "x").close()
            except FileExistsError:
                pass  # the other engine was first
            else:
                raise RuntimeError("no hash")
        return str.__hash__(self)

def mapper(line):
    for word in line.split(" "):
        yield Word(word), 1

def reducer(word, counts):
    return ${reducer}
`;
        const { rows } = await job.do(code, [text], { splitSize: 6 });
        assert.deepEqual(rows, countWords(text), `the hash that fails is number ${failing}`);
      }
    }
  });

  it("a least value of values that cannot be compared is the reducer's error, wherever the splits are cut", async () => {
    const code = `
def mapper(line):
    yield "k", int(line) if line.isdigit() else line

def reducer(key, values):
    return min(values)
`;
    await assert.rejects((await jobs(1)).do(code, ["1\na\n"], { splitSize: 2 }), /TypeError.*\(key 'k'\)/);
  });
});
