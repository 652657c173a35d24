import type { JobSpec } from "../../../src/protocol/job";
import type { Backend } from "../conformance/backends";
import { byKey, group, type Line } from "./reference";

/** A job of one of the shapes in each language, and what it is to give. */
export interface ShapeLab {
  readonly title: string;
  readonly python: string;
  /** Absent where only Python has the shape. */
  readonly node?: string;
  /** What the file is to be taken for. */
  readonly spec: Partial<JobSpec>;
  /** The rows of files with these lines. */
  expected(files: readonly (readonly Line[])[]): readonly (readonly [unknown, unknown])[];
}

/** The program of a shape for an engine's language. */
export function codeOf(lab: ShapeLab, { id }: Backend): string | undefined {
  return id === "python" ? lab.python : lab.node;
}

const wordsOf = (text: string) => text.split(" ").filter(Boolean);
const words = (files: readonly (readonly Line[])[]) => files.flat().flatMap(({ text }) => wordsOf(text));
const counts = (files: readonly (readonly Line[])[]) =>
  [...group(words(files).map((word): [string, number] => [word, 1]))].map(
    ([word, ones]): [string, number] => [word, ones.length],
  );
const isLess = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;

export const shapeLabs: readonly ShapeLab[] = [
  {
    title: "records with the reducer as combiner",
    spec: { shape: "records", input: "line", combine: true },
    python: `
# parallel-labs: combine
def mapper(line):
    for word in line.split(" "):
        if word:
            yield word, 1

def reducer(word, counts):
    total = 0
    for count in counts:
        total = total + count
    return total
`,
    node: `
// parallel-labs: combine
function* mapper(line) {
  for (const word of line.split(" ")) if (word) yield [word, 1];
}
function reducer(word, counts) { return counts.reduce((a, b) => a + b, 0); }
`,
    expected: (files) => byKey(counts(files)),
  },
  {
    title: "records by their place",
    spec: { shape: "records", input: "keyValue" },
    python: `
def mapper(offset, line):
    for word in line.split(" "):
        if word:
            yield word, offset

def reducer(word, offsets):
    return list(offsets)
`,
    node: `
function* mapper(offset, line) {
  for (const word of line.split(" ")) if (word) yield [word, offset];
}
function reducer(word, offsets) { return offsets; }
`,
    expected: (files) =>
      byKey(
        group(
          files
            .flat()
            .flatMap(({ text, offset }) => wordsOf(text).map((word): [string, number] => [word, offset])),
        ),
      ),
  },
  {
    title: "records in the job's own order",
    spec: { shape: "records", order: "job" },
    python: `
# parallel-labs: order=job
def mapper(line):
    for word in line.split(" "):
        if word:
            yield word, 1

def reducer(word, counts):
    return sum(counts)
`,
    node: `
// parallel-labs: order=job
function* mapper(line) {
  for (const word of line.split(" ")) if (word) yield [word, 1];
}
function reducer(word, counts) { return counts.reduce((a, b) => a + b, 0); }
`,
    expected: counts,
  },
  {
    title: "rows of other keys, several or none for a key, in the job's own order",
    spec: { shape: "records", order: "job" },
    python: `
# parallel-labs: order=job
def mapper(line):
    return [(word, len(line)) for word in line.split(" ") if word]

def reducer(word, lengths):
    for length in sorted(lengths):
        if length % 2:
            yield length, word
`,
    node: `
// parallel-labs: order=job
function mapper(line) {
  return line.split(" ").filter(Boolean).map((word) => [word, [...line].length]);
}
function* reducer(word, lengths) {
  for (const length of lengths.sort((a, b) => a - b)) if (length % 2) yield [length, word];
}
`,
    expected: (files) =>
      [
        ...group(
          files
            .flat()
            .flatMap(({ text }) => wordsOf(text).map((word): [string, number] => [word, [...text].length])),
        ),
      ].flatMap(([word, lengths]) =>
        lengths
          .filter((length) => length % 2 === 1)
          .sort((a, b) => a - b)
          .map((length): [number, string] => [length, word]),
      ),
  },
  {
    title: "a partitioner of its own",
    spec: { shape: "records", partitioner: "partitioner" },
    python: `
def mapper(line):
    for word in line.split(" "):
        if word:
            yield word, word

def reducer(word, words):
    return len(list(words))

def partitioner(key, count):
    return -len(key)
`,
    node: `
function* mapper(line) {
  for (const word of line.split(" ")) if (word) yield [word, word];
}
function reducer(word, words) { return words.length; }
function partitioner(key, count) { return -key.length; }
`,
    expected: (files) => byKey(counts(files)),
  },
  {
    title: "chunks of lines",
    spec: { shape: "chunk", input: "lines" },
    python: `
def mapper(lines):
    return [(word, line) for line in lines for word in line.split(" ") if word]

def reducer(word, lines):
    return max(lines)
`,
    node: `
function mapper(lines) {
  return lines.flatMap((line) => line.split(" ").filter(Boolean).map((word) => [word, line]));
}
function reducer(word, lines) {
  const bytes = (text) => Buffer.from(text);
  return lines.reduce((a, b) => (Buffer.compare(bytes(a), bytes(b)) < 0 ? b : a));
}
`,
    expected: (files) =>
      byKey(
        [
          ...group(
            files.flat().flatMap(({ text }) => wordsOf(text).map((word): [string, string] => [word, text])),
          ),
        ].map(([word, lines]): [string, string] => [word, lines.reduce((a, b) => (isLess(a, b) ? b : a))]),
      ),
  },
  {
    title: "files",
    spec: { shape: "files", input: "path" },
    python: `
def mapper(path):
    with open(path, encoding="utf-8-sig", errors="replace", newline="\\n") as file:
        for line in file:
            for word in line.rstrip("\\n").removesuffix("\\r").split(" "):
                if word:
                    yield word, 1

def reducer(word, counts):
    return sum(counts)
`,
    node: `
const { readFileSync } = require("node:fs");
function* mapper(path) {
  for (const line of readFileSync(path, "utf8").replace(/^\\ufeff/, "").split("\\n")) {
    for (const word of line.replace(/\\r$/, "").split(" ")) if (word) yield [word, 1];
  }
}
function reducer(word, counts) { return counts.length; }
`,
    expected: (files) => byKey(counts(files)),
  },
  {
    title: "items",
    spec: { shape: "items", input: "element" },
    python: `
INPUT = ["a b", "b", "", "c a", "b"]

def mapper(item):
    return [(word, 1) for word in item.split()]

def reducer(pair):
    word, counts = pair
    return word, sum(counts)
`,
    node: `
const INPUT = ["a b", "b", "", "c a", "b"];
function mapper(item) { return item.split(" ").filter(Boolean).map((word) => [word, 1]); }
function reducer([word, counts]) { return [word, counts.length]; }
`,
    expected: () => [
      ["a", 2],
      ["b", 3],
      ["c", 1],
    ],
  },
  {
    title: "a class of mrjob",
    spec: { shape: "records", mrjobClass: "Longest" },
    python: `
from mrjob.job import MRJob
from mrjob.step import MRStep

class Longest(MRJob):
    def steps(self):
        return [MRStep(mapper=self.words, reducer=self.longest)]

    def words(self, _, line):
        for word in line.split(" "):
            if word:
                yield word, len(line)

    def longest(self, word, lengths):
        yield word, max(lengths)

if __name__ == "__main__":
    Longest.run()
`,
    expected: (files) =>
      byKey(
        [
          ...group(
            files
              .flat()
              .flatMap(({ text }) => wordsOf(text).map((word): [string, number] => [word, [...text].length])),
          ),
        ].map(([word, lengths]): [string, number] => [word, Math.max(...lengths)]),
      ),
  },
];
