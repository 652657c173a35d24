import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { scanOf } from "./scanOf";

const PYTHON = [
  "def mapper(line):\n    for w in line.split():\n        yield w, 1\n",
  "def reducer(key, values):\n    return sum(values)\n",
] as const;
const JAVASCRIPT = [
  "function mapper(line) {\n  return [[line, 1]];\n}\n",
  "function reducer(key, values) {\n  return values.length;\n}\n",
] as const;

const ROWS: readonly (readonly [title: string, ending: "py" | "js", between: string])[] = [
  ["an open bracket", "py", "x = foo(1, [2\n"],
  ["an open string", "py", "x = 'it is\n"],
  ["an open docstring", "py", 'def helper():\n    """What it does\n    return 1\n'],
  ["half a definition", "py", "def helper(a,\n"],
  ["half a class", "py", "class Counter(\n"],
  ["a closing bracket too many", "py", "x = foo)))\n"],
  [
    "Python 2",
    "py",
    "print 'a', `1`, 0777, ur'x' <> 1L\nexec 'x' in {}\ntry:\n  pass\nexcept IOError, e:\n  raise E, 'm'\n",
  ],
  ["magics", "py", "%matplotlib inline\n!pip install don't\n?help\n"],
  ["a pasted picture", "py", 'def sanitize(w):\n  w = sanitize <img src="w.png" alt="(w)" />\n  return w\n'],
  ["merge conflicts", "py", "<<<<<<< HEAD\nx = (1\n=======\nx = (2\n>>>>>>> other\n"],
  ["an open brace", "js", "function helper(a) {\n  if (a) {\n    return 1;\n}\n\n"],
  ["an open parenthesis", "js", "console.log(foo(1, [2;\n"],
  ["an open template", "js", `const text = \`it is \${1}\n`],
  ["an open string", "js", "const text = 'it is\n"],
  ["an open comment", "js", "/* what it does\n"],
  ["a closing brace too many", "js", "}\n}\n"],
  ["half a declaration", "js", "const x =\n"],
  ["text between tags", "js", "const page = <p>don't `stop`</p>\n"],
];

describe("code that does not parse", () => {
  for (const [title, ending, between] of ROWS) {
    it(`${title} (${ending})`, () => {
      const [mapper, reducer] = ending === "py" ? PYTHON : JAVASCRIPT;
      const text = `${mapper}${between}${reducer}`;
      const { jobs, problems } = scanOf(ending, text);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        jobs.map(({ name }) => name),
        ["mapper"],
      );
      assert.equal(jobs[0]?.reducerLine, text.slice(0, text.indexOf(reducer)).split("\n").length - 1);
    });
  }
});
