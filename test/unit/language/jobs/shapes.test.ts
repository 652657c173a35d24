import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { FoundJob } from "../../../../src/language/jobs/findJobs";
import { BLOG, MRJOB, RECIPE, TYPESCRIPT } from "./programs";
import { jobOf } from "./scanOf";

type Row = readonly [title: string, ending: "py" | "js" | "ts", text: string, expected: Partial<FoundJob>];

const RECORDS = { shape: "records", input: "line", reducerGets: "keyValues" } as const;

const ROWS: readonly Row[] = [
  [
    "the blog post's program",
    "py",
    BLOG,
    {
      name: "Map",
      shape: "chunk",
      input: "words",
      mapper: "Map",
      reducer: "Reduce",
      partition: "Partition",
      mapperGives: "pairs",
      reducerGets: "keyPairs",
      combine: false,
      order: "key",
      line: 15,
      reducerLine: 33,
      plain: "sum",
    },
  ],
  [
    "the recipe's program",
    "py",
    RECIPE,
    {
      name: "map_func",
      shape: "files",
      input: "path",
      mapperGives: "pairs",
      reducerGets: "pair",
      plain: "sum",
    },
  ],
  [
    "mrjob's program",
    "py",
    MRJOB,
    {
      name: "MRWordFreqCount",
      mrjobClass: "MRWordFreqCount",
      mapper: "mapper",
      reducer: "reducer",
      combiner: "combiner",
      shape: "records",
      input: "keyValue",
      mapperGives: "generator",
      reducerGets: "keyValues",
      line: 8,
      plain: "sum",
    },
  ],
  [
    "a typed program",
    "ts",
    TYPESCRIPT,
    {
      ...RECORDS,
      name: "mapWords",
      mapperGives: "generator",
      line: 6,
      reducerLine: 10,
      plain: "sum",
    },
  ],
  [
    "a generator over a line",
    "py",
    "def mapper(line):\n    for w in line.split():\n        yield w, 1\n\ndef reducer(word, counts):\n    return sum(counts)\n",
    { ...RECORDS, mapperGives: "generator", line: 0, reducerLine: 4, plain: "sum" },
  ],
  [
    "key and value",
    "py",
    "def map(key, value):\n  yield value, 1\ndef reduce(key, values):\n  yield key, len(list(values))\n",
    { shape: "records", input: "keyValue", plain: "count" },
  ],
  [
    "an ignored key",
    "py",
    "def mapper(_, line):\n  yield line, 1\ndef reducer(k, vs):\n  yield k, max(vs)\n",
    { input: "keyValue", plain: "max" },
  ],
  [
    "a default beside the line",
    "py",
    "def mapper(line, sep=','):\n  return [(f, 1) for f in line.split(sep)]\ndef reducer(k, vs): return min(vs)\n",
    { ...RECORDS, mapperGives: "pairs", plain: "min" },
  ],
  [
    "one pair",
    "py",
    "def mapper(line): return line[:1], len(line)\ndef reducer(k, vs): return k, sum(vs)\n",
    { ...RECORDS, mapperGives: "pair", plain: "sum" },
  ],
  [
    "lambdas",
    "py",
    "mapper = lambda line: [(w, 1) for w in line.split()]\nreducer = lambda key, values: sum(values)\n",
    { ...RECORDS, mapperGives: "pairs", plain: "sum", line: 0, reducerLine: 1 },
  ],
  [
    "a lab that is still to be written",
    "py",
    "def mapper(line):\n  'Yields pairs.'\n  # Your code here\n  pass\ndef reducer(key, values):\n  raise NotImplementedError\n",
    RECORDS,
  ],
  [
    "a name that says nothing",
    "py",
    "def mapper(thing):\n  yield thing, 1\ndef reducer(key, values): return 1\n",
    RECORDS,
  ],
  [
    "a letter that is a string",
    "py",
    "def mapper(x):\n  for w in x.split(): yield w, 1\ndef reducer(k, vs): return sum(vs)\n",
    RECORDS,
  ],
  [
    "words that are a string",
    "py",
    "def mapper(words):\n  for w in words.split(): yield w, 1\ndef reducer(k, vs): return sum(vs)\n",
    RECORDS,
  ],
  [
    "a list of words",
    "py",
    "def map_words(words):\n  return [(w, 1) for w in words]\ndef reduce_words(item):\n  key, pairs = item\n  return key, sum(n for _, n in pairs)\n",
    { shape: "chunk", input: "words", reducerGets: "keyPairs", plain: "sum" },
  ],
  [
    "a list of lines",
    "py",
    "def Map(lines):\n  out = []\n  for l in lines:\n    out.append((l, 1))\n  return out\ndef Reduce(key, values):\n  return key, sum(values)\n",
    { shape: "chunk", input: "lines", mapperGives: "pairs", reducerGets: "keyValues", plain: "sum" },
  ],
  [
    "L that is lines",
    "py",
    "def Map(L):\n  return [(line[0], 1) for line in L]\ndef Reduce(Mapping):\n  return Mapping[0], len(Mapping[1])\n",
    { shape: "chunk", input: "lines", reducerGets: "keyPairs", plain: "count" },
  ],
  [
    "a chunk of words by its loop",
    "py",
    "def mapper(chunk):\n  for word in chunk:\n    yield word, 1\ndef reducer(k, vs): return sum(vs)\n",
    { shape: "chunk", input: "words" },
  ],
  [
    "a chunk by its type",
    "py",
    "def mapper(data: list[str]):\n  for line in data:\n    yield line, 1\ndef reducer(k, vs): return sum(vs)\n",
    { shape: "chunk", input: "lines" },
  ],
  [
    "plain values in a chunk's groups",
    "py",
    "def Map(words):\n  return [(w, 1) for w in words]\ndef Reduce(item):\n  return item[0], sum(item[1])\n",
    { shape: "chunk", reducerGets: "pair", plain: "sum" },
  ],
  [
    "a path",
    "py",
    "def mapper(path):\n  with open(path) as f:\n    return [(path, len(f.read()))]\ndef reducer(key, values): return max(values)\n",
    { shape: "files", input: "path", mapperGives: "pairs", reducerGets: "keyValues" },
  ],
  [
    "a path by its type",
    "py",
    "from pathlib import Path\ndef mapper(source: Path):\n  yield source.name, 1\ndef reducer(k, vs): return sum(vs)\n",
    { shape: "files", input: "path" },
  ],
  [
    "a path by what is done with it",
    "py",
    "def mapper(name):\n  for line in open(name):\n    yield line, 1\ndef reducer(k, vs): return sum(vs)\n",
    { shape: "files" },
  ],
  [
    "items",
    "py",
    "INPUT = range(10)\ndef mapper(x):\n  return [(x % 2, x)]\ndef reducer(key, values):\n  return sum(values)\n",
    { shape: "items", input: "element", inputs: "INPUT", mapperGives: "pairs", reducerGets: "keyValues" },
  ],
  [
    "items of a function",
    "py",
    "def inputs():\n  return [1, 2]\ndef mapper(seed):\n  yield 'pi', seed\ndef reducer(key, values):\n  return sum(values)\n",
    { shape: "items", inputs: "inputs()" },
  ],
  [
    "items whatever the parameter is called",
    "py",
    "INPUT = ['the quick', 'brown fox']\ndef mapper(line):\n  yield line, 1\ndef reducer(k, vs): return sum(vs)\n",
    { shape: "items", inputs: "INPUT" },
  ],
  [
    "a fold of items",
    "py",
    "INPUT: list[int] = [1, 2, 3]\ndef map(x):\n  return x * x\ndef reduce(a, b):\n  return a + b\n",
    { shape: "items", mapperGives: "values", reducerGets: "fold", plain: "sum" },
  ],
  [
    "a fold of records",
    "py",
    "def mapper(line): return len(line)\ndef reducer(acc, x): return max(acc, x)\n",
    { shape: "records", mapperGives: "values", reducerGets: "fold", plain: "max" },
  ],
  [
    "Python 2's parameter of two",
    "py",
    "def map_func(line):\n  return [(w, 1) for w in line.split()]\ndef reduce_func((key, values)):\n  print key\n  return (key, sum(values))\n",
    { shape: "records", reducerGets: "pair" },
  ],
  [
    "the recipe with an item taken apart",
    "py",
    "def map_count(filename):\n  return [(filename, 1)]\ndef reduce_count(item):\n  key, values = item\n  return key, len(values)\n",
    { shape: "files", reducerGets: "pair", plain: "count" },
  ],
  [
    "globs of the module",
    "py",
    "INPUT = ['books/*.txt', \"more.txt\"]\ndef mapper(line):\n  yield line, 1\ndef reducer(k, vs): return sum(vs)\n",
    { ...RECORDS, globs: ["books/*.txt", "more.txt"] },
  ],
  [
    "one glob for paths",
    "py",
    "INPUT = 'books/*.txt'\ndef mapper(path):\n  yield path, 1\ndef reducer(k, vs): return sum(vs)\n",
    { shape: "files", globs: ["books/*.txt"] },
  ],
  [
    "a partitioner",
    "py",
    "def mapper(line): yield line, 1\ndef partitioner(key, n): return len(key) % n\ndef reducer(k, vs): return sum(vs)\n",
    { partitioner: "partitioner" },
  ],
  [
    "a Partition of key and count",
    "py",
    "def Map(line): yield line, 1\ndef Partition(key, reducers): return 0\ndef Reduce(k, vs): return sum(vs)\n",
    { partitioner: "Partition" },
  ],
  [
    "a function that partitions something else",
    "py",
    "def map(line): yield line, 1\ndef partition(pred, xs, n): pass\ndef reduce(k, vs): return sum(vs)\n",
    RECORDS,
  ],
  [
    "a combiner in its own style",
    "py",
    "def map_words(line): yield line, 1\ndef combine_words(k, vs): return sum(vs)\ndef reduce_words(k, vs): return sum(vs)\n",
    { combiner: "combine_words" },
  ],
  [
    "decorators and async-free helpers",
    "py",
    "@cache\n@other(1)\ndef mapper(line): yield line, 1\n@cache\ndef reducer(k, vs): return sum(vs)\n",
    { line: 2, reducerLine: 4 },
  ],
  [
    "an mrjob class through its module",
    "py",
    "import mrjob.job\nclass Count(mrjob.job.MRJob):\n\tdef mapper(self, key, line):\n\t\tyield line, 1\n\tdef reducer(self, key, values):\n\t\tyield key, list(values)\n",
    { mrjobClass: "Count", line: 2, reducerLine: 4 },
  ],
  [
    "an mrjob class by another name",
    "py",
    "from mrjob.job import MRJob as Job\nclass Count(Job):\n  def mapper(self, _, line):\n    yield line, 1\n  def reducer(self, key, values):\n    yield key, list(values)\n",
    { mrjobClass: "Count" },
  ],
  [
    "an mrjob class with one step",
    "py",
    "class Count(MRJob):\n  def steps(self):\n    return [MRStep(mapper=self.mapper_a, reducer=self.reducer_b)]\n  def mapper_a(self, _, line):\n    yield line, 1\n  def reducer_b(self, key, values):\n    yield key, list(values)\n",
    { mapper: "mapper_a", reducer: "reducer_b" },
  ],
  [
    "JavaScript functions",
    "js",
    "function* mapper(line) {\n  for (const w of line.split(/\\s+/)) yield [w, 1];\n}\nfunction reducer(key, values) {\n  return values.length;\n}\n",
    { ...RECORDS, mapperGives: "generator", plain: "count" },
  ],
  [
    "arrow functions",
    "js",
    "const map = (line) => line.split(' ').map((w) => [w, 1]);\nconst reduce = (key, values) => values.reduce((a, b) => a + b, 0);\n",
    { ...RECORDS, mapperGives: "pairs", plain: "sum" },
  ],
  [
    "arrows without parentheses",
    "js",
    "export const Map = line => [[line, 1]]\nexport const Reduce = ([key, values]) => [key, Math.max(...values)]\n",
    { shape: "records", mapperGives: "pairs", reducerGets: "pair", plain: "max", reducerLine: 1 },
  ],
  [
    "a function in a constant",
    "js",
    "const mapper = function* (line) { yield [line, 1] };\nlet reducer = function (k, vs) { return vs.length };\n",
    { mapperGives: "generator", plain: "count" },
  ],
  [
    "one pair in JavaScript",
    "js",
    "function map(line) { return [line[0], 1]; }\nfunction reduce(k, vs) { return 1; }\n",
    { mapperGives: "pair" },
  ],
  [
    "pushed pairs",
    "js",
    "function map(words) {\n  const out = [];\n  words.forEach((w) => { if (!w) return; out.push([w, 1]); });\n  return out;\n}\nfunction reduce([key, pairs]) { return [key, pairs.reduce((s, [, n]) => s + n, 0)]; }\n",
    { shape: "chunk", input: "words", mapperGives: "pairs", reducerGets: "keyPairs", plain: "sum" },
  ],
  [
    "JavaScript files",
    "js",
    "function mapper(filePath) { return [[filePath, 1]]; }\nfunction reducer(k, vs) { return vs.length; }\n",
    { shape: "files" },
  ],
  [
    "JavaScript items",
    "js",
    "export const INPUT = [1, 2, 3];\nconst map = (x) => x * x;\nconst reduce = (a, b) => a + b;\n",
    { shape: "items", inputs: "INPUT", mapperGives: "values", reducerGets: "fold", plain: "sum" },
  ],
  [
    "JavaScript inputs()",
    "js",
    "const inputs = () => [1];\nconst map = (x) => [[x, 1]];\nconst reduce = (k, vs) => vs.length;\n",
    { shape: "items", inputs: "inputs()" },
  ],
  [
    "types with commas and braces",
    "ts",
    "export const mapper = (words: string[]): Array<[string, number]> => words.map((w): [string, number] => [w, 1]);\nexport function reducer(group: [string, Map<string, number>[]]): { a: number } {\n  const [key, values] = group;\n  return { a: values.length };\n}\n",
    { shape: "chunk", input: "words", mapperGives: "pairs" },
  ],
  [
    "overloads",
    "ts",
    "function mapper(line: string): [string, number][];\nfunction mapper(line: string): [string, number][] { return [[line, 1]]; }\nfunction reducer<T>(k: T, vs: number[]) { return vs.length; }\n",
    { ...RECORDS, line: 1 },
  ],
  [
    "a typed constant",
    "ts",
    "type M = (l: string) => [string, number][];\nconst mapper: M = (line) => [[line, 1]];\nconst reducer: (k: string, v: number[]) => number = (key, values) => values.length;\n",
    { ...RECORDS, line: 1 },
  ],
  [
    "a generic arrow",
    "ts",
    "const mapper = <T,>(line: T) => [[line, 1]] as const;\nconst reducer = async (key: string, values: number[]) => values.length;\n",
    RECORDS,
  ],
  [
    "Windows line ends",
    "py",
    BLOG.replaceAll("\n", "\r\n"),
    { shape: "chunk", line: 15, reducerLine: 33, plain: "sum" },
  ],
  [
    "a byte-order mark and other alphabets",
    "py",
    "\ufeff# Wörter — 単語 😀\nπ = 'ß'\ndef map_größe(line):\n  yield '😀', 1\ndef reduce_größe(schlüssel, werte):\n  return sum(werte)\n",
    { name: "map_größe", line: 2, plain: "sum" },
  ],
];

describe("the shape of a job", () => {
  for (const [title, ending, text, expected] of ROWS) {
    it(title, () => {
      const job = jobOf(ending, text);
      for (const [key, value] of Object.entries(expected)) {
        assert.deepEqual(job[key as keyof FoundJob], value, `${key}: ${JSON.stringify(job, undefined, 1)}`);
      }
    });
  }

  it("is told in one sentence", () => {
    const tell = (text: string, ending: "py" | "js" = "py") => jobOf(ending, text).reason;
    assert.equal(
      tell("def mapper(line):\n  yield line, 1\ndef reducer(word, counts): return sum(counts)\n"),
      "records: mapper(line) gets one line at a time and yields pairs; reducer(word, counts) gets all values of a key.",
    );
    assert.equal(
      tell(BLOG),
      "chunk: Map(L) gets a list of words and returns pairs; Reduce(Mapping) gets a key and its pairs as one pair; Partition groups the pairs.",
    );
    assert.equal(
      tell("const INPUT = [1];\nconst map = (x) => x * 2;\nconst reduce = (a, b) => a + b;\n", "js"),
      "items: map(x) gets one element of INPUT at a time and returns a value; reduce(a, b) makes one value of two.",
    );
  });
});
