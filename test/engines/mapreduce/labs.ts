import type { LocalBackend } from "../conformance/backends";

/** Jobs of the same meaning in each language. Words are separated by spaces. */
export interface JobLabs {
  /** How often each word comes; its reducer is plainly a sum. */
  readonly count: string;
  /** The numbers of the letters of the lines in which each word stands, in their order. */
  readonly places: string;
  /** The blog post's shape. */
  readonly blog: string;
  /** Sums of squares of the numbers below 1000, folded. */
  readonly squares: string;
  /** Raises on the line `bad`. */
  readonly raises: string;
  /** Its reducer raises for the key `bad`. */
  readonly reducerRaises: string;
  /** Counts words, and ends its own engine once (a file `died` in `folder` remembers) in the mapper or the reducer. */
  dies(where: "mapper" | "reducer", folder: string, once: boolean): string;
  /**
   * Counts words, and stalls once on engine 0 when it has done some, until it is interrupted; engine 1 waits for that
   * before it begins. A file `stalled` in `folder` tells.
   */
  stalls(where: "mapper" | "reducer", folder: string): string;
  /** Each line is an expression, which gives a key; how often each comes. */
  readonly keys: string;
  /** Each line is an expression, which is what the mapper gives for it; its reducer lists the values. */
  readonly gives: string;
  /** Its reducer gives nothing but for the key `b`. */
  readonly picky: string;
  /** Its partitioner gives no number for the key `bad`. */
  readonly misplaced: string;
  /** Keys of two types. */
  readonly mixed: string;
  /** Counts lines; the reducer calls one by the number of its letters, where that is even. */
  readonly renames: string;
  /** Counts words; each line takes a tenth of a second. */
  readonly slow: string;
}

export const jobLabs: Readonly<Record<LocalBackend["id"], JobLabs>> = {
  python: {
    count: `
def mapper(line):
    for word in line.split(" "):
        if word:
            yield word, 1

def reducer(word, counts):
    return sum(counts)
`,
    places: `
def mapper(line):
    return [(word, len(line)) for word in line.split(" ") if word]

def reducer(word, lengths):
    return list(lengths)
`,
    blog: `
def Map(L):
    results = []
    for w in L:
        if w.istitle():
            results.append((w, 1))
    return results

def Partition(L):
    tf = {}
    for sublist in L:
        for p in sublist:
            try:
                tf[p[0]].append(p)
            except KeyError:
                tf[p[0]] = [p]
    return tf

def Reduce(Mapping):
    return (Mapping[0], sum(pair[1] for pair in Mapping[1]))
`,
    squares: `
INPUT = range(1000)

def map_numbers(n):
    return n * n

def reduce_numbers(a, b):
    return a + b
`,
    raises: `
def mapper(line):
    if line == "bad":
        raise ValueError("not this one")
    yield line, 1

def reducer(key, values):
    return sum(values)
`,
    reducerRaises: `
def mapper(line):
    yield line, 1

def reducer(key, values):
    if key == "bad":
        raise ValueError("not this one")
    return sum(values)
`,
    dies: (where, folder, once) => `
import os

def die():
    try:
        open(os.path.join(${JSON.stringify(folder)}, "died"), "x").close()
    except FileExistsError:
        ${once ? "return" : "pass"}
    os.kill(os.getpid(), 9)

def mapper(line):
    ${where === "mapper" ? 'if "w7" in line: die()' : "pass"}
    for word in line.split(" "):
        yield word, 1

def reducer(word, counts):
    ${where === "reducer" ? 'if word == "w7": die()' : "pass"}
    return sum(counts)
`,
    stalls: (where, folder) => `
import os
import time

done = 0

def stall():
    global done
    done += 1
    mark = os.path.join(${JSON.stringify(folder)}, "stalled")
    if engine_id == 0 and done == ${where === "mapper" ? 100 : 20} and not os.path.exists(mark):
        open(mark, "w").close()
        while True:
            time.sleep(1)
    while engine_id == 1 and not os.path.exists(mark):
        time.sleep(0.01)

def mapper(line):
    ${where === "mapper" ? "stall()" : "pass"}
    for word in line.split(" "):
        yield word, 1

def reducer(word, counts):
    ${where === "reducer" ? "stall()" : "pass"}
    return sum(counts)
`,
    keys: `
def mapper(line):
    yield eval(line), 1

def reducer(key, values):
    return sum(values)
`,
    gives: `
# parallel-labs: gives=pairs
def mapper(line):
    return eval(line)

def reducer(key, values):
    return list(values)
`,
    picky: `
def mapper(line):
    yield line, 1

def reducer(key, values):
    if key == "b":
        yield sum(values)
`,
    misplaced: `
def mapper(line):
    yield line, 1

def reducer(key, values):
    return sum(values)

def partitioner(key, count):
    return None if key == "bad" else 0
`,
    mixed: `
def mapper(line):
    yield line, 1
    yield len(line), 1

def reducer(key, values):
    return sum(values)
`,
    renames: `
def mapper(line):
    yield line, 1

def reducer(key, values):
    yield len(key) if len(key) % 2 == 0 else key, sum(values)
`,
    slow: `
import time

def mapper(line):
    time.sleep(0.1)
    yield line, 1

def reducer(key, values):
    return sum(values)
`,
  },
  node: {
    count: `
function* mapper(line) {
  for (const word of line.split(" ")) if (word) yield [word, 1];
}
function reducer(word, counts) {
  return counts.reduce((sum, count) => sum + count, 0);
}
`,
    places: `
function mapper(line) {
  return line.split(" ").filter(Boolean).map((word) => [word, [...line].length]);
}
function reducer(word, lengths) {
  return [...lengths];
}
`,
    blog: `
function Map(words) {
  return words.filter((word) => /^[A-Z][a-z]*$/.test(word)).map((word) => [word, 1]);
}
function Reduce([word, pairs]) {
  return [word, pairs.reduce((sum, pair) => sum + pair[1], 0)];
}
`,
    squares: `
const INPUT = Array.from({ length: 1000 }, (_, n) => n);
function mapNumbers(n) { return n * n; }
function reduceNumbers(a, b) { return a + b; }
`,
    raises: `
function* mapper(line) {
  if (line === "bad") throw new RangeError("not this one");
  yield [line, 1];
}
function reducer(key, values) { return values.length; }
`,
    reducerRaises: `
function* mapper(line) { yield [line, 1]; }
function reducer(key, values) {
  if (key === "bad") throw new RangeError("not this one");
  return values.length;
}
`,
    dies: (where, folder, once) => `
const fs = require("node:fs");
function die() {
  try {
    fs.writeFileSync(${JSON.stringify(folder)} + "/died", "", { flag: "wx" });
  } catch {
    ${once ? "return;" : ""}
  }
  process.kill(process.pid, "SIGKILL");
  for (;;) {}
}
function* mapper(line) {
  ${where === "mapper" ? 'if (line.includes("w7")) die();' : ""}
  for (const word of line.split(" ")) yield [word, 1];
}
function reducer(word, counts) {
  ${where === "reducer" ? 'if (word === "w7") die();' : ""}
  return counts.length;
}
`,
    stalls: (where, folder) => `
const fs = require("node:fs");
let done = 0;
async function stall() {
  done += 1;
  const mark = ${JSON.stringify(folder)} + "/stalled";
  if (engine_id === 0 && done === ${where === "mapper" ? 100 : 20} && !fs.existsSync(mark)) {
    fs.writeFileSync(mark, "");
    ${where === "mapper" ? "await new Promise(() => {});" : "for (;;);"}
  }
  while (engine_id === 1 && !fs.existsSync(mark)) await new Promise((resolve) => setTimeout(resolve, 10));
}
async function mapper(line) {
  ${where === "mapper" ? "await stall();" : ""}
  return line.split(" ").map((word) => [word, 1]);
}
async function reducer(word, counts) {
  ${where === "reducer" ? "await stall();" : ""}
  return counts.length;
}
`,
    keys: `
function* mapper(line) { yield [eval(line), 1]; }
function reducer(key, values) { return values.length; }
`,
    gives: `
// parallel-labs: gives=pairs
function mapper(line) { return eval(line); }
function reducer(key, values) { return values; }
`,
    picky: `
function* mapper(line) { yield [line, 1]; }
function* reducer(key, values) { if (key === "b") yield values.length; }
`,
    misplaced: `
function* mapper(line) { yield [line, 1]; }
function reducer(key, values) { return values.length; }
function partitioner(key, count) { return key === "bad" ? undefined : 0; }
`,
    mixed: `
function* mapper(line) { yield [line, 1]; yield [line.length, 1]; }
function reducer(key, values) { return values.length; }
`,
    renames: `
function* mapper(line) { yield [line, 1]; }
function* reducer(key, values) { yield [key.length % 2 === 0 ? key.length : key, values.length]; }
`,
    slow: `
async function mapper(line) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  return [[line, 1]];
}
function reducer(key, values) { return values.length; }
`,
  },
};
