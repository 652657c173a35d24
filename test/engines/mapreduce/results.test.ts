import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { findInputs } from "../../../src/mapreduce/inputs";
import { forEachLocalBackend } from "../conformance/backends";
import { jobLabs } from "./labs";
import { bzip2 } from "./packed";
import { countWords, jobSuite, linesOf, sortedRows } from "./testJobs";

const words = (count: number, distinct: number) =>
  Array.from({ length: count }, (_, at) => `w${(at * 7919) % distinct}${at % 11 === 10 ? "\n" : " "}`).join(
    "",
  );

forEachLocalBackend("map/reduce results", (backend) => {
  const { jobs, folder } = jobSuite(backend);
  const labs = jobLabs[backend.id];

  const adversarial: Record<string, string> = {
    "an empty file": "",
    "nothing but line ends": "\n\n\n",
    "no final line end": "one two\ntwo",
    CRLF: "one two\r\ntwo\r\n\r\none",
    "a line longer than many splits": `a b\n${"long ".repeat(500)}\nc`,
    "a lone CR within lines": "a\rb c\nd\r\r\ne",
    "other signs that end lines elsewhere": "a\u2028b\u0085c\u000bd\u000ce f\n",
    "signs of two, three and four bytes": "ä ö € 𝄞\nﬁ ä 𝄞 \ufeff\n€ \ue000 𝄞",
    "keys that are names of properties": "constructor __proto__ toString hasOwnProperty\n__proto__",
  };
  for (const [what, text] of Object.entries(adversarial)) {
    for (const splitSize of [1, 7, 1 << 20]) {
      it(`equal a serial count for ${what} in splits of ${splitSize} bytes`, async () => {
        const { rows, counters } = await (await jobs()).do(labs.count, [text], { splitSize });
        assert.deepEqual(rows, countWords(text));
        assert.equal(counters.records, linesOf(text).length);
        assert.equal(counters.bytes, Buffer.byteLength(text));
      });
    }
  }

  it("equal a serial count wherever the splits are cut", async () => {
    const job = await jobs();
    const unit = fc.constantFrom("a", "b", " ", "\n", "\r\n", "é", "𝄞", "word");
    const texts = fc.array(
      fc.array(unit, { maxLength: 40 }).map((parts) => parts.join("")),
      { minLength: 1, maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 4 }),
        async (all, splitSize, reducers) => {
          const { rows } = await job.do(labs.count, all, { splitSize, reducers });
          assert.deepEqual(rows, countWords(...all));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("are the same when memory is full after every split", async () => {
    const text = words(20_000, 5000);
    const { rows, counters } = await (await jobs()).do(labs.count, [text], { memory: 1, splitSize: 10_000 });
    assert.deepEqual(rows, countWords(text));
    assert.ok(counters.spills > 5, `${counters.spills} spills`);
  });

  it("are the same for one key with 100,000 values, whose order is kept", async () => {
    const lengths = Array.from({ length: 100_000 }, (_, at) => 1 + (at % 5));
    const text = lengths.map((length) => `${" ".repeat(length - 1)}a\n`).join("");
    const job = await jobs();
    for (const memory of [1, 1 << 26]) {
      const options = { memory, splitSize: 30_000 };
      assert.deepEqual((await job.do(labs.count, [text], options)).rows, [["a", 100_000]]);
      assert.deepEqual((await job.do(labs.places, [text], options)).rows, [["a", lengths]]);
    }
  });

  it("are the same for 50,000 keys that do not fit in memory", async () => {
    const keys = Array.from({ length: 50_000 }, (_, at) => `k${(at * 7919) % 50_000}`);
    const text = `${keys.join("\n")}\n${keys.join("\n")}\n`;
    const { rows, counters } = await (await jobs()).do(labs.places, [text], {
      memory: 200_000,
      splitSize: 50_000,
    });
    assert.ok(counters.spills > 2, `${counters.spills} spills`);
    assert.equal(counters.keys, 50_000);
    assert.deepEqual(
      rows,
      sortedRows(keys.map((key): [string, number[]] => [key, [key.length, key.length]])),
    );
  });

  for (const memory of [1, 100_000_000]) {
    it(`give a reducer its values in the input's order with ${memory} bytes of memory`, async () => {
      const text = words(3000, 50);
      const expected = new Map<string, number[]>();
      for (const line of linesOf(text)) {
        for (const word of line.split(" ").filter(Boolean)) {
          expected.set(word, [...(expected.get(word) ?? []), [...line].length]);
        }
      }
      const { rows } = await (await jobs(3)).do(labs.places, [text], { memory, splitSize: 500 });
      assert.deepEqual(rows, sortedRows(expected));
    });
  }

  it("replace and count bytes that are no UTF-8, and pass over a byte-order mark", async () => {
    const bytes = Buffer.concat([
      Buffer.from("\ufeffone "),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(" one\nä"),
    ]);
    const { rows, counters } = await (await jobs()).do(labs.count, [bytes]);
    assert.deepEqual(
      rows,
      sortedRows([
        ["one", 2],
        ["\ufffd\ufffd", 1],
        ["ä", 1],
      ]),
    );
    assert.equal(counters.skippedBytes, 2);
  });

  it("are of all files, in the order given", async () => {
    const { rows } = await (await jobs()).do(labs.places, ["a bb", "ccc a\n", "a"]);
    assert.deepEqual(rows, [
      ["a", [4, 5, 1]],
      ["bb", [4]],
      ["ccc", [5]],
    ]);
  });

  it("of compressed files are those of their text", async () => {
    const text = words(5000, 100);
    writeFileSync(join(folder.path, "a.gz"), gzipSync(text));
    const names = ["a.gz"];
    if (backend.id === "python") {
      const packed = bzip2(text);
      if (packed) {
        writeFileSync(join(folder.path, "b.bz2"), packed);
        names.push("b.bz2");
      }
    }
    const inputs = await findInputs(names, folder.path);
    const { rows } = await (await jobs()).do(labs.count, [], { inputs });
    assert.deepEqual(rows, countWords(...names.map(() => text)));
  });

  it("of the blog post's shape equal a serial count", async () => {
    const text = `The Cat sat The\nOn The Mat cat ${"Rat ".repeat(1000)}`;
    const { rows } = await (await jobs()).do(labs.blog, [text], { splitSize: 100 });
    assert.deepEqual(rows, [
      ["Cat", 1],
      ["Mat", 1],
      ["On", 1],
      ["Rat", 1000],
      ["The", 3],
    ]);
  });

  it("of a folded list are one value", async () => {
    const { rows, counters } = await (await jobs()).do(labs.squares, []);
    assert.deepEqual(rows, [[null, 332833500]]);
    assert.equal(counters.records, 1000);
  });

  it("with the greatest values come first when asked for", async () => {
    const { rows, tasks } = await (await jobs()).do(labs.count, ["c b a c b c"], { top: 2 });
    assert.equal(rows.length, 3);
    assert.deepEqual([...new Set(tasks.map(({ phase }) => phase))].sort(), ["map", "reduce", "shuffle"]);
  });
});
