import assert from "node:assert/strict";
import { lacking } from "../../../../src/language/preflight/lacking";
import type { Target } from "../../../../src/language/preflight/preflight";
import { provision } from "../../../../src/language/preflight/provision";
import { inspect, readMarks } from "../pitfalls/describeRule";

/** What engines with these names surely lack when the part between `⟦` and `⟧` runs. */
async function lackedBy(marked: string, ...engineNames: readonly string[]): Promise<string[]> {
  const { text, places } = readMarks(marked);
  const [[from, to]] = places as [[number, number]];
  return await inspect(text, "python", (file) =>
    lacking(file, { from, to }, new Set(engineNames)).map(({ name }) => name),
  );
}

/** The parts that run first. */
async function firstOf(marked: string, ...engineNames: readonly string[]): Promise<string[]> {
  const { text, places } = readMarks(marked);
  const [[from, to]] = places as [[number, number]];
  const starts = [...text.matchAll(/# %%/g)].map(({ index }) => index);
  const cells = starts.map((start, at): Target => ({ from: start, to: starts[at + 1] ?? text.length }));
  return await inspect(text, "python", (file) =>
    provision(file, { from, to }, new Set(engineNames), cells).map((part) => text.slice(part.from, part.to)),
  );
}

const FILE = "import numpy as np\nLIMIT = 10\ndef helper(x):\n    return np.sin(x)\n";

describe("What engines surely lack", () => {
  it("is what code reads when it runs, and nobody gave it", async () => {
    const cell = "⟦for x in range(LIMIT):\n    print(helper(x), np.pi, missing)⟧\n";
    assert.deepEqual(await lackedBy(FILE + cell), ["LIMIT", "helper", "np", "missing"]);
    assert.deepEqual(await lackedBy(FILE + cell, "np", "LIMIT", "missing"), ["helper"]);
    assert.deepEqual(await lackedBy(`${FILE}⟦LIMIT += 1⟧\n`), ["LIMIT"]);
  });

  it("is what functions read that the part calls, or sends to engines", async () => {
    const work = "⟦def work(x):\n    return helper(x)\n";
    assert.deepEqual(await lackedBy(`${FILE}${work}⟧`), []);
    assert.deepEqual(await lackedBy(`${FILE}${work}print(work(1))⟧`), ["helper"]);
    const sent = `import ipyparallel as ipp\ndview = ipp.Client()[:]\n${FILE}${work}print(dview.map_sync(work, [1]))⟧`;
    assert.deepEqual(await lackedBy(sent, "dview"), ["helper"]);
  });

  const silent: Readonly<Record<string, string>> = {
    "a branch": "⟦if engine_id == 9:\n    print(LIMIT)\nelse:\n    print(np)⟧",
    "the else of a loop": "⟦for x in []:\n    pass\nelse:\n    print(LIMIT)⟧",
    "a loop that may not begin": "⟦while input_is_there() if False else False:\n    print(LIMIT)⟧",
    "what an exception may catch": "⟦try:\n    LIMIT\nexcept NameError:\n    LIMIT = 1⟧",
    "the second half of a condition": "⟦print(engine_id and LIMIT)\nprint(LIMIT if engine_id else 0)⟧",
    "functions that nobody calls": "⟦def f(x=1):\n    return LIMIT\ng = lambda: np⟧",
    "generators that nobody asks": "⟦def f():\n    yield LIMIT\nf()\nxs = (LIMIT for x in [1])⟧",
    "a method of a class": "⟦class A:\n    def f(self):\n        return LIMIT⟧",
    annotations: "⟦x: LIMIT = 1\ndef f(x: np.ndarray) -> LIMIT:\n    pass⟧",
    "a case": "⟦match 1:\n    case 2:\n        print(LIMIT)⟧",
    "names that come with a star": "⟦from math import *\nprint(sin(LIMIT))⟧",
    "code that makes names": "⟦globals().update(LIMIT=1)\nprint(LIMIT)⟧",
    "code that does not parse": "⟦print(LIMIT⟧",
    "its own names": "⟦import math as LIMIT\nnp = [x for x in [LIMIT]]\nprint(np, LIMIT)⟧",
    "names of its own functions": "⟦def f(np):\n    LIMIT = np\n    return [np for np in LIMIT]\nf([1])⟧",
  };
  for (const [what, text] of Object.entries(silent)) {
    it(`is not in ${what}`, async () => assert.deepEqual(await lackedBy(`${FILE}${text}\n`), []));
  }
});

describe("What to run first", () => {
  it("is an import alone, and the lines that define a name with all that they need", async () => {
    assert.deepEqual(await firstOf(`${FILE}⟦np.sin(1)⟧\n`), ["import numpy as np"]);
    assert.deepEqual(await firstOf(`${FILE}⟦helper(LIMIT)⟧\n`), [
      "import numpy as np",
      "LIMIT = 10",
      "def helper(x):\n    return np.sin(x)",
    ]);
    assert.deepEqual(await firstOf(`${FILE}⟦helper(LIMIT)⟧\n`, "np", "helper"), ["LIMIT = 10"]);
  });

  it("is all that made a value what it is", async () => {
    const text = "words = []\nwords.append('a')\nother = 1\nwords += ['b']\n⟦print(words)⟧\nwords = 2\n";
    assert.deepEqual(await firstOf(text), ["words = []", "words.append('a')", "words += ['b']"]);
  });

  it("is whole cells, in their order", async () => {
    const text = `# %%\nimport math\nA = math.pi\n# %%\nB = 1\n# %%\nC = A\n# %%\n⟦print(C)⟧\n`;
    assert.deepEqual(await firstOf(text), ["# %%\nimport math\nA = math.pi\n", "# %%\nC = A\n"]);
    assert.deepEqual(await firstOf(text.replace("C)", "math)")), ["import math"]);
  });

  it("is nothing when the file has not all of it, or people must decide", async () => {
    for (const text of [
      "A = 1\n⟦print(A, missing)⟧\n",
      "A = missing\n⟦print(A)⟧\n",
      "from threading import Lock\nguard = Lock()\n⟦print(guard)⟧\n",
      "log = open('a')\n⟦print(log)⟧\n",
      "if __name__ == '__main__':\n    A = 1\n⟦print(A)⟧\n",
      "def f(a):\n    ⟦print(a)⟧\n",
    ])
      assert.deepEqual(await firstOf(text), [], text);
  });
});
