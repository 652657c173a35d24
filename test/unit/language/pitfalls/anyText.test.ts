import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { findPitfalls } from "../../../../src/language/pitfalls/findPitfalls";
import type { Pitfall } from "../../../../src/language/pitfalls/pitfall";
import { suppressionFix } from "../../../../src/language/pitfalls/suppressionFix";
import { sourceFolder } from "../../../support/builtFolder";
import { pitfallFile } from "../../../support/pitfalls";
import { inspect } from "./describeRule";

const PIECES = [
  "import multiprocessing as mp, ipyparallel as ipp\n",
  "from multiprocessing import *\n",
  "import numpy as np, random\n",
  "dview = ipp.Client()[:]\n",
  "pool = mp.Pool(",
  "pool = pool.map(pool, lambda x: np.sqrt(x), range(10000), chunksize=1)\n",
  "@dview.parallel(block=True)\n",
  "def mapper(line):\n",
  "def reducer(key, values):\n",
  "    global total\n",
  "    total.value += 1\n",
  "    return sum(values) / len(values)\n",
  "    yield x, 1\n",
  "# parallel-labs: combine\n",
  "# parallel-labs: ignore ",
  "dview.map_sync(mapper, [",
  "print >>f, x,\n",
  "raise A, 'b'\n",
  "except A, e:\n",
  "x.sort(lambda a, b: cmp(a, b))\n",
  "d.has_key(k)\n",
  'w = sanitize <img alt="(w)" />\n',
  "&lt;“Ⓦ”\u00a0",
  '"""',
  "'",
  "(",
  "]}",
  "\r\n",
  "\t",
  "🙂ä",
  "class A(MRJob):\n",
  "    combiner = reducer\n",
  "with dview.sync_imports():\n",
  "random.seed(42)\n",
  "engine_id\n",
  "`x`<>0777L",
];

function assertSound(text: string, pitfalls: readonly Pitfall[]): void {
  for (const { from, to, fixes } of pitfalls) {
    assert.ok(from >= 0 && from < to && to <= text.length, `${from} to ${to} of ${text.length}`);
    for (const { changes } of fixes) {
      assert.ok(changes.length > 0);
      const sorted = [...changes].sort((a, b) => a.from - b.from || a.to - b.to);
      sorted.forEach((change, at) => {
        assert.ok(change.from <= change.to && change.to <= text.length);
        assert.ok(change.from >= (sorted[at - 1]?.to ?? 0), "changes do not overlap");
      });
    }
  }
}

describe("rules, whatever the text", () => {
  for (const grammar of ["python", "javascript"] as const) {
    it(`take any pieces of programs, as ${grammar}`, async () => {
      const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 20 }).map((pieces) => pieces.join(""));
      await fc.assert(
        fc.asyncProperty(text, async (program) => {
          assertSound(program, await inspect(program, grammar, (file) => findPitfalls(file)));
        }),
      );
    });
  }

  it("take an edited text as one that is read anew", async () => {
    const file = await pitfallFile("import multiprocessing\n");
    const text = "import multiprocessing\npool = multiprocessing.Pool()\nprint pool\n";
    findPitfalls(file);
    file.syntax.change([{ from: 23, to: 23, text: text.slice(23) }]);
    const expected = await inspect(text, "python", (anew) => findPitfalls(anew));
    assert.ok(expected.length > 1);
    assert.deepEqual(findPitfalls(file), expected);
    file.syntax.dispose();
  });

  for (const [title, nested] of Object.entries({
    brackets: `${"(".repeat(10_000)}1${")".repeat(10_000)}`,
    "open brackets": "[".repeat(10_000),
    attributes: `a${".b".repeat(10_000)}`,
    calls: `f${"()".repeat(10_000)}`,
    operators: `1${" + 1".repeat(10_000)}`,
    lambdas: `${"lambda: ".repeat(5_000)}1`,
  })) {
    it(`take deeply nested ${title}`, async () => {
      const text = `import multiprocessing, random\npool = multiprocessing.Pool()\nrandom.seed(1)\npool.map(lambda x: x, ${nested})\nx = ${nested}\nprint x\n`;
      assertSound(text, await inspect(text, "python", (file) => findPitfalls(file)));
    });
  }

  it("take a file of 20,000 lines", async () => {
    const block =
      "def work_N(x):\n    random.seed(1)\n    total.value += 1\n    results.append(x)\n    return x + 1\n\npool.map(work_N, range(5000), 1)\nprint(results)\n";
    const blocks = Array.from({ length: 2500 }, (_, at) => block.replaceAll("_N", `_${at}`));
    const head =
      "import random\nfrom multiprocessing import Pool, Value\ntotal = Value('i', 0)\nresults = []\npool = Pool()\n";
    const text = head + blocks.join("");
    const pitfalls = await inspect(text, "python", (file) => findPitfalls(file));
    assertSound(text, pitfalls);
    for (const wanted of ["same-seed", "racy-update"]) {
      assert.equal(pitfalls.filter(({ code }) => code === wanted).length, 2500, wanted);
    }
  });
});

describe("the labs, solutions and checks of the lessons", () => {
  const lessons = join(sourceFolder(), "lessons");
  const files = readdirSync(lessons, { recursive: true }).map(String);
  for (const path of files.filter((file) => /\.(?:py|m?js)$/.test(file))) {
    it(`${path} has no pitfall`, async () => {
      const text = readFileSync(join(lessons, path), "utf8");
      const grammar = path.endsWith(".py") ? "python" : "javascript";
      const found = await inspect(text, grammar, (file) => findPitfalls(file));
      assert.deepEqual(found, []);
    });
  }

  it("have their folder", () => assert.ok(existsSync(lessons) && files.length > 20));
});

describe("rules on text that is made to keep them busy", () => {
  const long = 200_000;
  for (const [title, text] of Object.entries({
    "blank lines": `${"\n".repeat(long)}import multiprocessing, ipyparallel\n`,
    spaces: `def f(x): pass\n    x = f${" ".repeat(long)}!\n`,
    "spaces of web pages": "\u00a0 ".repeat(long / 2),
    "pictures without an end": '<img alt="'.repeat(long / 10),
    "pictures before spaces": `${" ".repeat(long)}<img `,
    "words to ignore": `# parallel-labs: ignore ${"a".repeat(long)}!\nprint 1\n`,
    ampersands: "&lt".repeat(long / 3),
    quotes: "“".repeat(2000),
  })) {
    it(`take ${title}`, async () => {
      for (const grammar of ["python", "javascript"] as const) {
        await inspect(text, grammar, (file) => {
          const [first] = findPitfalls(file);
          if (first) suppressionFix(first, file);
        });
      }
    });
  }
});
