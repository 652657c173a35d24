import assert from "node:assert/strict";
import type { Need } from "../../../../src/language/preflight/need";
import { preflight } from "../../../../src/language/preflight/preflight";
import { inspect, readMarks } from "../pitfalls/describeRule";

/** What the part between `⟦` and `⟧` needs. */
async function needsOf(marked: string, engineNames?: ReadonlySet<string>): Promise<Need[]> {
  const { text, places } = readMarks(marked);
  const [[from, to]] = places as [[number, number]];
  return await inspect(text, "python", (file) => preflight(file, { from, to }, engineNames));
}

async function summaryOf(marked: string, engineNames?: ReadonlySet<string>): Promise<string[]> {
  return (await needsOf(marked, engineNames)).map(({ kind, name }) => `${kind} ${name}`);
}

const FILE = `import numpy as np, os.path
from math import sqrt
from threading import Lock
import ipyparallel as ipp

LIMIT = 10
guard = Lock()
log = open("log.txt", "w")
squares = (x * x for x in range(LIMIT))

def numbers():
    yield 1

ones = numbers()
rc = ipp.Client()
view = rc[:]
with open("words.txt") as words:
    pass

def helper(x):
    return x
`;

describe("Pre-flight", () => {
  it("names the modules, functions and values of a file that a function needs", async () => {
    const needs = await needsOf(
      `${FILE}\n⟦def work(x, y=LIMIT):\n    import json\n    z = helper(np.sin(x)) + sqrt(y)\n    return json.dumps([z, os.path.sep, LIMIT, missing])⟧\n`,
    );
    assert.deepEqual(
      needs.map(({ kind, name, module, isImportedHere }) => [kind, name, module, isImportedHere]),
      [
        ["value", "LIMIT", undefined, false],
        ["module", "json", "json", true],
        ["definition", "helper", undefined, false],
        ["module", "np", "numpy", false],
        ["module", "sqrt", "math", false],
        ["module", "os", "os", false],
        ["unknown", "missing", undefined, false],
      ],
    );
    for (const { message } of needs) assert.match(message, /\.$/);
  });

  it("tells what cannot be sent", async () => {
    const cell =
      "⟦with guard:\n    log.write(str(list(squares) + list(ones)))\n    view.apply(print, words, rc)⟧\n";
    assert.deepEqual(await summaryOf(`${FILE}\n${cell}`), [
      "lock guard",
      "file log",
      "generator squares",
      "generator ones",
      "connection view",
      "file words",
      "connection rc",
    ]);
  });

  it("is content with what a cell defines itself, builtins and names of the engines", async () => {
    const cell =
      "⟦import re\ntotal = 0\nfor n in range(engine_id, 10, engine_count):\n    total += n\nclass A:\n    x = total\nprint([re for re in [1]], total, known, {k: v for k, v in []})⟧\n";
    assert.deepEqual(await summaryOf(`${FILE}known = 1\n${cell}`, new Set(["known"])), ["module re"]);
  });

  it("says where a need is first told", async () => {
    const { text, places } = readMarks("ä = '🙂'\n⟦print(ä)⟧\n");
    const [[from, to]] = places as [[number, number]];
    const [need] = await inspect(text, "python", (file) => preflight(file, { from, to }));
    assert.equal(text.slice(need?.from, need?.to), "ä");
  });

  it("does not guess where names come from that a star brings", async () => {
    assert.deepEqual(await summaryOf("from numpy import *\n⟦print(sin(1))⟧\n"), []);
  });

  it("takes text that does not parse", async () => {
    assert.deepEqual(await summaryOf("import os\n⟦def f(:\n  return os.getcwd(⟧"), ["module os"]);
  });

  it("has nothing to say of JavaScript, whose engines run whole files", async () => {
    assert.deepEqual(await inspect("f(x)", "javascript", (file) => preflight(file, { from: 0, to: 4 })), []);
  });
});
