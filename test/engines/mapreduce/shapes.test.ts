import assert from "node:assert/strict";
import fc from "fast-check";
import { forEachLocalBackend } from "../conformance/backends";
import { linesOfFile, strayBytes } from "./reference";
import { codeOf, shapeLabs } from "./shapes";
import { jobOf, jobSuite } from "./testJobs";

/** Pieces of files: words, line ends and what is none, byte-order marks, halves of signs, bytes that UTF-8 has not. */
const pieces = fc.constantFrom<string | readonly number[]>(
  ...[
    "a",
    "b",
    " ",
    " ",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "word",
    "é",
    "€",
    "𝄞",
    "\ufeff",
    "\u2028",
    "\u0085",
    "\0",
  ],
  ...[[0xe2, 0x82], [0xf0, 0x9d, 0x84], [0x80], [0xff], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xc3]],
);
const file = fc
  .tuple(fc.constantFrom("", "", "\ufeff"), fc.array(pieces, { maxLength: 40 }))
  .map(([mark, parts]) => Buffer.concat([mark, ...parts].map((part) => Buffer.from(part as string))));
const files = fc.array(file, { minLength: 1, maxLength: 3 });

forEachLocalBackend("map/reduce shapes", (backend) => {
  const { jobs } = jobSuite(backend);

  for (const lab of shapeLabs) {
    const code = codeOf(lab, backend);
    if (code === undefined) continue;
    it(`${lab.title}: equal a serial reference, whatever the bytes and wherever they are cut`, async () => {
      const spec = jobOf(code, backend);
      assert.deepEqual({ ...spec, ...lab.spec }, spec);
      const job = await jobs();
      const division = {
        splitSize: fc.integer({ min: 1, max: 60 }),
        reducers: fc.integer({ min: 1, max: 4 }),
        memory: fc.constantFrom(1, 1 << 24),
      };
      await fc.assert(
        fc.asyncProperty(files, fc.record(division), async (contents, options) => {
          const { rows, counters } = await job.do(code, contents, options);
          const lines = contents.map(linesOfFile);
          assert.deepEqual(rows, lab.expected(lines));
          if (spec.shape !== "records") return;
          assert.equal(counters.records, lines.flat().length);
          assert.equal(
            counters.skippedBytes,
            contents.reduce((sum, bytes) => sum + strayBytes(bytes), 0),
          );
        }),
        { numRuns: 25 },
      );
    });
  }
});
