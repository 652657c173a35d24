import assert from "node:assert/strict";
import fc from "fast-check";
import { compareRows } from "../../../src/mapreduce/compareRows";

type Rows = readonly (readonly [key: string | number, value: unknown])[];

async function* lines(rows: Rows): AsyncGenerator<string> {
  for (const row of rows) yield JSON.stringify(row);
}

const compare = (left: Rows, right: Rows, most?: { rows: number; characters: number }) =>
  compareRows(lines(left), lines(right), most);

describe("the results of two jobs", () => {
  it("are compared by their keys, in whatever order", async () => {
    const left: Rows = [
      ["a", 1],
      ["b", 2],
      ["c", [3]],
      ["d", 4],
    ];
    const right: Rows = [
      ["d", 4],
      ["c", [30]],
      ["a", 1],
      ["e", "five"],
    ];
    assert.deepEqual(await compare(left, right), {
      same: 2,
      different: 1,
      onlyLeft: 1,
      onlyRight: 1,
      rows: [
        { key: "c", left: "[3]", right: "[30]" },
        { key: "b", left: "2" },
        { key: "e", right: "five" },
      ],
      isWhole: true,
    });
  });

  it("may have several rows of one key, which are compared in their order", async () => {
    const one: Rows = [
      ["a", 1],
      ["a", 2],
      ["a", 3],
    ];
    const { rows, same } = await compare(one, [
      ["a", 1],
      ["a", 5],
    ]);
    assert.equal(same, 1);
    assert.deepEqual(rows, [
      { key: "a", left: "2", right: "5" },
      { key: "a", left: "3" },
    ]);
  });

  it("are counted whole and told up to a limit, long cells cut", async () => {
    const many: Rows = Array.from({ length: 1000 }, (_, at) => [at, "x".repeat(1000)]);
    const other = many.map(([key]) => [key, "y"] as const);
    const { different, rows } = await compare(many, other);
    assert.equal(different, 1000);
    assert.equal(rows.length, 200);
    assert.equal(rows[0]?.left?.length, 301);
  });

  it("are held no longer than until they meet", async () => {
    const many: Rows = Array.from({ length: 5000 }, (_, at) => [`key ${at}`, at]);
    const most = { rows: 4, characters: 1000 };
    assert.deepEqual((await compare(many, many, most)).same, 5000);
    const { isWhole, onlyLeft, onlyRight } = await compare(many, many.toReversed(), most);
    assert.deepEqual(
      [isWhole, onlyLeft, onlyRight],
      [false, 0, 0],
      "what did not meet is not told as missing",
    );
  });

  it("add up, whatever they are", async () => {
    const anyRows = fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "__proto__"), fc.integer({ max: 2 })), {
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(anyRows, anyRows, async (left, right) => {
        const { same, different, onlyLeft, onlyRight } = await compare(left, right);
        assert.equal(same + different + onlyLeft, left.length);
        assert.equal(same + different + onlyRight, right.length);
        assert.equal((await compare(left, left)).same, left.length);
      }),
    );
  });
});
