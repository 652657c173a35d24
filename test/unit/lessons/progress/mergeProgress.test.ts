import assert from "node:assert/strict";
import fc from "fast-check";
import { allEntries, entryOf, noProgress } from "../../../../src/lessons/progress/entries";
import { mergeProgress } from "../../../../src/lessons/progress/mergeProgress";
import { readProgress } from "../../../../src/lessons/progress/readProgress";
import { tickItem } from "../../../../src/lessons/progress/record";
import type { Entry, Progress } from "../../../../src/protocol/progress";

const id = fc.constantFrom("a", "b", "constructor", "__proto__", "toString");
const entry = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Entry<T>> =>
  fc.tuple(fc.nat(3), fc.option(value)).map(([at, value]) => ({ at, value }));
const text = fc.constantFrom("x", "y");
const progress: fc.Arbitrary<Progress> = fc
  .dictionary(
    id,
    fc.record({
      ticks: fc.dictionary(id, entry(fc.constant(true as const))),
      labs: fc.dictionary(id, entry(fc.record({ check: text }))),
      quiz: fc.dictionary(
        id,
        entry(fc.record({ chosen: fc.array(text, { maxLength: 2 }), correct: fc.boolean() })),
      ),
    }),
  )
  .map((lessons) => ({ version: 1, lessons }));

/** Without what objects are made of, which differs for `__proto__` and in order. */
const plain = (state: Progress) =>
  allEntries(state)
    .map(({ key, entry }) => JSON.stringify([key.lesson, key.part, key.id, entry.at, entry.value]))
    .sort();

describe("progress of two windows", () => {
  it("is the same in whatever order it is merged, and how often", () => {
    fc.assert(
      fc.property(progress, progress, progress, (a, b, c) => {
        assert.deepEqual(plain(mergeProgress(a, b)), plain(mergeProgress(b, a)));
        assert.deepEqual(
          plain(mergeProgress(mergeProgress(a, b), c)),
          plain(mergeProgress(a, mergeProgress(b, c))),
        );
        assert.deepEqual(plain(mergeProgress(a, a)), plain(a));
        assert.deepEqual(plain(mergeProgress(a, noProgress)), plain(a));
      }),
    );
  });

  it("keeps every item of both, known or not, with its later setting", () => {
    fc.assert(
      fc.property(progress, progress, (a, b) => {
        const merged = mergeProgress(a, b);
        for (const state of [a, b]) {
          for (const { key, entry } of allEntries(state)) {
            const now = entryOf(merged, key);
            assert.ok(now && now.at >= entry.at);
          }
        }
        assert.ok(allEntries(merged).length <= allEntries(a).length + allEntries(b).length);
      }),
    );
  });

  it("survives being stored", () => {
    fc.assert(
      fc.property(progress, (state) => {
        const read = readProgress(JSON.parse(JSON.stringify(state)));
        assert.equal(read.corrupt, undefined);
        assert.deepEqual(plain(read.state), plain(state));
      }),
    );
  });

  it("holds both ticks, and of one item the last word", () => {
    const start = tickItem(noProgress, "one", "video", true, 10);
    const left = tickItem(start, "one", "video", false, 20);
    const right = tickItem(tickItem(start, "one", "blog", true, 15), "two", "other", true, 16);
    const merged = mergeProgress(left, right);
    assert.equal(entryOf(merged, { lesson: "one", part: "ticks", id: "video" })?.value, null);
    assert.equal(entryOf(merged, { lesson: "one", part: "ticks", id: "blog" })?.value, true);
    assert.equal(entryOf(merged, { lesson: "two", part: "ticks", id: "other" })?.value, true);
  });

  it("follows what was done last also where a clock went back", () => {
    const ahead = tickItem(noProgress, "one", "video", true, 1000);
    const later = tickItem(ahead, "one", "video", false, 10);
    assert.equal(
      entryOf(mergeProgress(ahead, later), { lesson: "one", part: "ticks", id: "video" })?.value,
      null,
    );
  });
});
