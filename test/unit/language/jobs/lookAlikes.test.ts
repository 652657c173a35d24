import { describe, it } from "mocha";
import { assertSilent } from "./scanOf";

const ROWS: readonly (readonly [title: string, ending: "py" | "js" | "ts", text: string])[] = [
  ["an empty file", "py", ""],
  [
    "the builtins",
    "py",
    "from functools import reduce\nprint(list(map(str, [1])), reduce(lambda a, b: a + b, [1]))\n",
  ],
  ["a map of its own", "py", "def map(f, xs):\n  return [f(x) for x in xs]\n"],
  [
    "both of its own",
    "py",
    "def map(f, xs):\n  return [f(x) for x in xs]\ndef reduce(f, xs, start):\n  return start\n",
  ],
  [
    "methods",
    "py",
    "class Series:\n  def map(self, line):\n    yield line, 1\n  def reduce(self, key, values):\n    return sum(values)\n",
  ],
  [
    "nested functions",
    "py",
    "def main():\n  def mapper(line):\n    yield line, 1\n  def reducer(key, values):\n    return sum(values)\n",
  ],
  [
    "under the main guard",
    "py",
    "if __name__ == '__main__':\n    def mapper(line):\n        yield line, 1\n    def reducer(key, values):\n        return sum(values)\n",
  ],
  [
    "in a string",
    "py",
    "TEXT = '''\ndef mapper(line):\n  yield line, 1\ndef reducer(key, values):\n  return 1\n'''\n",
  ],
  ["in comments", "py", "# def mapper(line):\n#   yield line, 1\n# def reducer(key, values): pass\n"],
  ["a mapper of rows", "py", "def mapper(row):\n  return {'name': row[0]}\n"],
  [
    "a mapper of a database",
    "py",
    "from sqlalchemy.orm import mapper\ndef user_mapper(user):\n  return user.name\n",
  ],
  [
    "columns of a frame",
    "py",
    "def map_columns(df):\n  return df.rename({})\ndef reduce_columns(df):\n  return df.drop('a')\n",
  ],
  [
    "names that begin alike",
    "py",
    "def mapping(line):\n  yield line, 1\ndef reduced(key, values):\n  return 1\ndef maple(x): pass\n",
  ],
  [
    "map_reduce as a whole",
    "py",
    "def map_reduce(line):\n  yield line, 1\ndef mapReduce(key, values): pass\n",
  ],
  [
    "a helper that is defined again",
    "py",
    "def mapLookups(self, table):\n  self.x = 1\ndef mapLookups(self, table):\n  self.y = 1\n",
  ],
  ["a class called Map", "py", "class Map:\n  pass\nclass Reduce(Map):\n  pass\n"],
  ["dictionaries", "py", "map = {}\nreduce = {}\nmapper = dict(a=1)\nreducer = make(mapper)\n"],
  ["steps without mrjob", "py", "class Job(Base):\n  def mapper(self, _, line):\n    yield line, 1\n"],
  [
    "noise of a signal",
    "py",
    "def map_noise(x, y):\n  return x\ndef reduce_noise(signal, rate):\n  return signal\n",
  ],
  [
    "a React component",
    "js",
    "export default function Map({ markers, onClick }) {\n  return <div onClick={onClick}>{markers.map((m) => <Pin key={m.id} {...m} />)} don't</div>;\n}\n",
  ],
  [
    "a reducer of Redux",
    "js",
    "export function reducer(state = initial, action) {\n  switch (action.type) { default: return state; }\n}\nconst mapStateToProps = (state) => ({ a: state.a });\n",
  ],
  [
    "a mapper beside a reducer of Redux",
    "js",
    "export const mapper = (x) => x.id;\nexport const reducer = (state, action) => state;\n",
  ],
  [
    "a library of functions",
    "js",
    "export const map = (fn, list) => list.map(fn);\nexport const reduce = (fn, start, list) => list.reduce(fn, start);\n",
  ],
  [
    "curried functions",
    "js",
    "export const map = (fn) => (xs) => xs.map(fn);\nexport const reduce = (fn) => (xs) => xs.reduce(fn);\n",
  ],
  [
    "a Map and a number",
    "js",
    "const map = new Map();\nlet reduce = 1;\nfor (const [k, v] of map) console.log(k, v);\n",
  ],
  [
    "functions within a call",
    "js",
    "define(function () {\n  function map(line) { return [[line, 1]]; }\n  function reduce(key, values) { return 1; }\n});\n",
  ],
  [
    "functions as values",
    "js",
    "exports.fn = function map(line) { return [[line, 1]]; };\nfoo(\n  function reduce(key, values) {});\n",
  ],
  [
    "in a template",
    "js",
    "const code = `\nfunction map(line) { return [[line, 1]]; }\nfunction reduce(key, values) { return 1; }\n`;\n",
  ],
  [
    "in a regular expression",
    "js",
    "const re = /`/;\nconst other = a / b; // `\n/* function map(line) {} function reduce(key, values) {} */\n",
  ],
  [
    "methods of an object",
    "js",
    "export const job = {\n  map(line) { return [[line, 1]]; },\n  reduce(key, values) { return 1; },\n};\n",
  ],
  [
    "methods of a class",
    "ts",
    "export class Stream<T> {\n  map(line: string) { return [[line, 1]]; }\n  reduce(key: string, values: T[]) { return 1; }\n}\n",
  ],
  [
    "a mapper of types",
    "ts",
    "export function mapUser(user: User): Dto { return { id: user.id }; }\ntype Reducer = (key: string, values: number[]) => number;\n",
  ],
  [
    "declared functions",
    "ts",
    "declare function mapper(line: string): void;\ndeclare function reducer(key: string, values: number[]): void;\n",
  ],
  ["numbers between ranges", "js", "function map(value, inMin, inMax, outMin, outMax) { return value; }\n"],
  ["lodash", "js", 'import { map, reduce } from "lodash";\nmap([1], (x) => [x, 1]);\n'],
];

describe("what looks like a job and is none", () => {
  for (const [title, ending, text] of ROWS) it(title, () => assertSilent(ending, text));
});
