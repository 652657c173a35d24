import assert from "node:assert/strict";
import { PythonProgram } from "../../../../src/language/python/pythonProgram";
import { inspect, readMarks } from "../pitfalls/describeRule";

/** What the expression between `⟦` and `⟧` stands for. */
async function symbolOf(marked: string): Promise<string | undefined> {
  const { text, places } = readMarks(marked);
  const [[from, to]] = places as [[number, number]];
  return await inspect(text, "python", ({ syntax }) => {
    const { nodes, symbols } = PythonProgram.of(syntax.nodes);
    // Of several nodes at one place, the innermost.
    return symbols.of(nodes.all.filter((node) => node.from === from && node.to === to).at(-1));
  });
}

const ROWS: readonly (readonly [title: string, marked: string, expected: string | undefined])[] = [
  ["a module", "import multiprocessing\n⟦multiprocessing.Pool⟧()", "multiprocessing.Pool"],
  ["an alias", "import multiprocessing as mp\n⟦mp.Pool⟧()", "multiprocessing.Pool"],
  ["a name of a module", "from multiprocessing import Pool as P, Process\n⟦P⟧()", "multiprocessing.Pool"],
  [
    "a module in a package",
    "import concurrent.futures\n⟦concurrent.futures.wait⟧",
    "concurrent.futures.wait",
  ],
  ["a star", "from multiprocessing import *\n⟦Pool⟧()", "multiprocessing.Pool"],
  ["a builtin", "⟦range⟧(3)", "builtins.range"],
  ["a builtin that the file defines", "def range(n): pass\n⟦range⟧(3)", undefined],
  ["another name for it", "import multiprocessing as mp\nP = mp.Pool\nQ = P\n⟦Q⟧()", "multiprocessing.Pool"],
  ["a value", "from multiprocessing import Pool\npool = Pool(4)\n⟦pool.map⟧", "multiprocessing.Pool().map"],
  ["a context manager", "import os\nwith os.popen('a') as f:\n  ⟦f.read⟧", "os.popen().read"],
  ["a context", "import multiprocessing as m\nc = m.get_context('spawn')\n⟦c.Pool⟧", "multiprocessing.Pool"],
  [
    "a view",
    "import ipyparallel as ipp\nrc = ipp.Client()\ndv = rc[::2]\n⟦dv.map⟧",
    "ipyparallel.Client()[].map",
  ],
  ["an old name", "from IPython.parallel import Client\n⟦Client()⟧", "ipyparallel.Client()"],
  ["the value before", "import a, b\nx = a.f\nx = b.g\n⟦x⟧\nx = a.h", "b.g"],
  ["what is made of itself", "import a\nx = a.f()\nx = x[0]\n⟦x⟧", "a.f()[]"],
  ["what is defined by itself alone", "x = x.y\n⟦x⟧", undefined],
  ["two that are defined by each other", "def f():\n  return ⟦x⟧\nx = y\ny = x", undefined],
  ["a function that sees the top level", "import a\ndef f():\n  return ⟦x⟧\nx = a.b", "a.b"],
  ["what is given a value later", "import a\nx = None\ndef f():\n  return ⟦x⟧\nx = a.b", "a.b"],
  ["a parameter", "import a\ndef f(a):\n  return ⟦a.b⟧", undefined],
  ["a default, which is of the code around", "import a\ndef f(a=⟦a.b⟧): pass", "a.b"],
  ["a local import", "def f():\n  import a as b\n  return ⟦b.c⟧", "a.c"],
  ["a name of a comprehension", "import a\n[⟦a.b⟧ for a in c]", undefined],
  ["the first iterable of one", "import a\n[x for a in ⟦a.b⟧]", "a.b"],
  ["a name of a class in its method", "import a\nclass C:\n  a = 1\n  def f(self):\n    return ⟦a.b⟧", "a.b"],
  ["a global", "import a\ndef f():\n  a = 1\n  def g():\n    global a\n    return ⟦a.b⟧", "a.b"],
  ["a nonlocal", "import a\ndef f():\n  a = 1\n  def g():\n    nonlocal a\n    return ⟦a.b⟧", undefined],
  ["a walrus in a comprehension", "import a\n[y for x in b if (y := a.b)]\n⟦y⟧", "a.b"],
  ["a lambda's parameter", "import a\nlambda a: ⟦a.b⟧", undefined],
  ["one of two names", "import a\nx, y = 1, a.b\n⟦y⟧", "a.b"],
  ["a name that is taken apart", "import a\nx, y = a.b\n⟦x⟧", undefined],
  ["a name that may get more", "import a\nx, *y = a.b, 1\n⟦x⟧", undefined],
  ["brackets and await", "import a\nasync def f():\n  return ⟦(await a.b)⟧", "a.b"],
];

describe("What Python expressions stand for", () => {
  for (const [title, marked, expected] of ROWS) {
    it(title, async () => assert.equal(await symbolOf(marked), expected, marked));
  }
});

describe("Names that a function takes from outside", () => {
  it("are those that it reads and does not define", async () => {
    const text =
      "import a, b, c, d\nk = 1\ndef f(x, y=a, *z, w: b = 2) -> c:\n  def g(): return d.e + k\n  c = [k for k in x]\n  try: pass\n  except E as e: print(e)\n  return g, c, missing\n";
    await inspect(text, "python", ({ syntax }) => {
      const program = PythonProgram.of(syntax.nodes);
      const work = program.functionNamed("f");
      assert.ok(work);
      assert.deepEqual(
        [...program.freeNames(work).keys()].map((name) => name.text),
        ["d", "k"],
      );
      const unbound = program.module.unbound.map((node) => node.text);
      assert.deepEqual(unbound, ["E", "print", "missing"]);
    });
  });

  it("are found through match, with and type annotations", async () => {
    const text =
      "import a\ndef f(x):\n  match x:\n    case [p, *q]: return p, q\n    case {'k': v, **r}: return v, r\n    case a.B(n=m) as u: return m, u\n    case _: pass\n";
    await inspect(text, "python", ({ syntax }) => {
      const program = PythonProgram.of(syntax.nodes);
      assert.deepEqual(
        program.module.unbound.map((node) => node.text),
        [],
      );
    });
  });
});
