import assert from "node:assert/strict";
import fc from "fast-check";
import { globPattern } from "../../../src/mapreduce/globPattern";
import { cellsOf } from "../../../src/mapreduce/saveRows";
import { bytesOf, cutFiles, cutItems } from "../../../src/mapreduce/splits";

describe("map/reduce splits", () => {
  it("cover every byte of every file once, in order", () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 100_000_000 }), { maxLength: 5 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 16 }), (lengths, engines) => {
        const splits = cutFiles(
          lengths.map((size, at) => ({ path: `/f${at}`, size })),
          engines,
        );
        for (const [at, size] of lengths.entries()) {
          let end = 0;
          for (const split of splits) {
            if (!("path" in split) || split.path !== `/f${at}` || !("end" in split) || split.end === null)
              continue;
            assert.equal(split.start, end);
            assert.ok(split.end > split.start);
            end = split.end;
          }
          assert.equal(end, size);
        }
        assert.equal(
          splits.reduce((sum, split) => sum + bytesOf(split), 0),
          lengths.reduce((sum, size) => sum + size, 0),
        );
        assert.deepEqual(
          splits.map(({ number }) => number),
          [...splits.keys()],
        );
      }),
    );
  });

  it("keep a compressed file whole", () => {
    const [split, ...more] = cutFiles([{ path: "/a.gz", size: 1e9 }], 2);
    assert.deepEqual(split, { number: 0, path: "/a.gz", start: 0, end: null, size: 1e9 });
    assert.deepEqual(more, []);
  });

  it("of a list take every item once, one a task where they are few", () => {
    assert.deepEqual(cutItems(0, 2), []);
    assert.equal(cutItems(64, 2).length, 64);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 16 }), (count, engines) => {
        let end = 0;
        for (const split of cutItems(count, engines)) {
          assert.ok(!("path" in split) && split.start === end && split.end > end);
          end = split.end;
        }
        assert.equal(end, count);
      }),
    );
  });
});

describe("globs", () => {
  const cases: readonly [glob: string, path: string, matches: boolean][] = [
    ["/d/*.txt", "/d/a.txt", true],
    ["/d/*.txt", "/d/.a.txt", false],
    ["/d/*.txt", "/d/e/a.txt", false],
    ["/d/**/*.txt", "/d/a.txt", true],
    ["/d/**/*.txt", "/d/e/f/a.txt", true],
    ["/d/**", "/d/e/f/a.txt", true],
    ["/d/?.txt", "/d/ab.txt", false],
    ["/d/[a-c].txt", "/d/b.txt", true],
    ["/d/[!a-c].txt", "/d/b.txt", false],
    ["/d/{a,b*}.txt", "/d/bcd.txt", true],
    ["/d/a+(b).txt", "/d/a+(b).txt", true],
    ["/d/a.txt", "/d/abtxt", false],
  ];
  for (const [glob, path, matches] of cases) {
    it(`${glob} ${matches ? "matches" : "does not match"} ${path}`, () => {
      assert.equal(globPattern(glob).test(path), matches);
    });
  }
});

describe("cells of a row", () => {
  it("keep text and every digit", () => {
    assert.deepEqual(cellsOf('["a\\"b",12345678901234567890]'), ['a"b', "12345678901234567890"]);
    assert.deepEqual(cellsOf('[["a",1],{"n":null}]'), ['["a",1]', '{"n":null}']);
    assert.deepEqual(cellsOf("[null,1.5]"), ["null", "1.5"]);
  });
});
