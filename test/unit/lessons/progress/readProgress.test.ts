import assert from "node:assert/strict";
import { LabsError } from "../../../../src/base/errors";
import { noProgress } from "../../../../src/lessons/progress/entries";
import { exportProgress, importProgress } from "../../../../src/lessons/progress/exchange";
import { readProgress } from "../../../../src/lessons/progress/readProgress";
import { passLab, tickItem } from "../../../../src/lessons/progress/record";

const some = passLab(tickItem(noProgress, "one", "video", true, 10), "one", "adding", "abc", 20);

describe("stored progress", () => {
  it("is read as it was", () => {
    assert.deepEqual(readProgress(JSON.parse(JSON.stringify(some))), { state: some });
    assert.deepEqual(readProgress(undefined), { state: noProgress });
  });

  for (const stored of [
    7,
    "text",
    [],
    {},
    { version: 2, lessons: {} },
    { version: 1 },
    { version: 1, lessons: [] },
  ]) {
    it(`that is ${JSON.stringify(stored)} is given back to be kept aside`, () =>
      assert.deepEqual(readProgress(stored), { state: noProgress, corrupt: stored }));
  }

  it("that is damaged in part keeps the rest", () => {
    const stored = {
      version: 1,
      lessons: {
        ...some.lessons,
        two: {
          ticks: {
            a: { at: "noon", value: true },
            b: { at: 1, value: 1 },
            c: { at: 1e300, value: true },
            d: { at: 3, value: true },
          },
          labs: { a: { at: 1, value: {} } },
          quiz: { a: { at: 1, value: { chosen: [1], correct: true } } },
        },
        three: 3,
      },
    };
    const { state, corrupt } = readProgress(stored);
    assert.equal(corrupt, stored);
    const two = { ticks: { d: { at: 3, value: true } }, labs: {}, quiz: {} };
    assert.deepEqual(state.lessons, { ...some.lessons, two });
  });
});

describe("exported progress", () => {
  it("comes back, and takes nothing away that was done later", () => {
    const exported = exportProgress(some);
    assert.deepEqual(importProgress(noProgress, exported), { progress: some, items: 2, skipped: false });
    const later = tickItem(some, "one", "video", false, 30);
    assert.deepEqual(importProgress(later, exported).progress, later);
  });

  it("that is damaged in part says so", () => {
    const damaged = exportProgress(some).replace('"check": "abc"', '"check": 1');
    assert.deepEqual(importProgress(noProgress, damaged), {
      progress: {
        version: 1,
        lessons: { one: { ticks: { video: { at: 10, value: true } }, labs: {}, quiz: {} } },
      },
      items: 1,
      skipped: true,
    });
  });

  for (const [what, text, says] of [
    ["no JSON", "{", /choose a file that Export Progress wrote/],
    ["another file", '{"version":1,"lessons":{}}', /choose a file that Export Progress wrote/],
    ["null", "null", /choose a file/],
    [
      "of a newer version",
      exportProgress(some).replace('"version": 1', '"version": 2'),
      /of a newer version: update/,
    ],
  ] as const) {
    it(`is refused when it is ${what}`, () =>
      assert.throws(
        () => importProgress(some, text),
        (error) => error instanceof LabsError && error.code === "wrong-usage" && says.test(error.message),
      ));
  }
});
