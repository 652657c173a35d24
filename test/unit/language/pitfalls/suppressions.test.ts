import assert from "node:assert/strict";
import { findPitfalls } from "../../../../src/language/pitfalls/findPitfalls";
import type { Pitfall } from "../../../../src/language/pitfalls/pitfall";
import { fileSuppressionFix, suppressionFix } from "../../../../src/language/pitfalls/suppressionFix";
import { applied, inspect, pitfallsOf } from "./describeRule";

const LINE = "for i in xrange(3): pass";

async function countOf(text: string): Promise<number> {
  return (await pitfallsOf(text, "python2")).length;
}

/** A text after the suppression of its first pitfall. */
async function suppressed(text: string, fix = suppressionFix): Promise<string> {
  return await inspect(text, "python", (file) => {
    const first = findPitfalls(file)[0] as Pitfall;
    return applied(text, fix(first, file).changes);
  });
}

describe("comments that suppress pitfalls", () => {
  it("speak of their line", async () => {
    assert.equal(await countOf(`${LINE}  # parallel-labs: ignore python2\n${LINE}\n`), 1);
    assert.equal(await countOf(`${LINE}  # parallel-labs: ignore\n`), 0);
    assert.equal(await countOf(`${LINE}  # as it was # Parallel-Labs: ignore pool-leak, python2\n`), 0);
    assert.equal(await countOf(`${LINE}  # parallel-labs: ignore pool-leak\n`), 1);
  });

  it("speak of the next line of code when they stand alone", async () => {
    const above = "# parallel-labs: ignore python2\n# why\n\n";
    assert.equal(await countOf(`${above}${LINE}\n${LINE}\n`), 1);
    assert.equal(await countOf(`# parallel-labs: ignore pool-leak\n${above}${LINE}\n`), 0);
  });

  it("speak of the whole file", async () => {
    assert.equal(await countOf(`${LINE}\n${LINE}\n# parallel-labs: ignore-file python2\n`), 0);
    assert.equal(await countOf(`# parallel-labs: ignore-file pool-leak\n${LINE}\n`), 1);
    assert.equal(await countOf(`# parallel-labs: ignore-file\n${LINE}\n`), 0);
  });

  it("are no comments where they are no comments", async () => {
    assert.equal(await countOf(`text = "parallel-labs: ignore-file"\n${LINE}\n`), 1);
  });

  it("are written at the line's end", async () => {
    assert.equal(
      await suppressed(`${LINE}\r\nx = 1\r\n`),
      `${LINE}  # parallel-labs: ignore python2\r\nx = 1\r\n`,
    );
    assert.equal(await suppressed(LINE), `${LINE}  # parallel-labs: ignore python2`);
  });

  it("are written into the one that is there", async () => {
    const line = `${LINE}  # parallel-labs: ignore pool-leak`;
    assert.equal(await suppressed(`${line}\n`), `${line}, python2\n`);
  });

  it("are written above where a string or a backslash ends the line", async () => {
    const text = `if 1:\n    x = xrange(3), """a\n  b"""\n`;
    const expected = `if 1:\n    # parallel-labs: ignore python2\n    x = xrange(3), """a\n  b"""\n`;
    assert.equal(await suppressed(text), expected);
    assert.equal(await countOf(expected), 0);
    assert.equal(
      await suppressed("x = xrange(3) + \\\n  1\n"),
      "# parallel-labs: ignore python2\nx = xrange(3) + \\\n  1\n",
    );
  });

  it("are written below what interpreters read first", async () => {
    const head = "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n";
    const after = await suppressed(`${head}${LINE}\n`, fileSuppressionFix);
    assert.equal(after, `${head}# parallel-labs: ignore-file python2\n${LINE}\n`);
    assert.equal(await countOf(after), 0);
  });
});

describe("findPitfalls", () => {
  it("leaves out rules and gives severities as it is told", async () => {
    await inspect(`${LINE}\nname = “a”\n`, "python", (file) => {
      const codes = (found: readonly Pitfall[]) => found.map(({ code, severity }) => [code, severity]);
      assert.deepEqual(codes(findPitfalls(file, { severity: { python2: "hint" } })), [
        ["python2", "hint"],
        ["pasted-html", "error"],
      ]);
      assert.deepEqual(codes(findPitfalls(file, { off: new Set(["python2"]) })), [["pasted-html", "error"]]);
    });
  });
});
