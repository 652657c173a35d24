import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { firstDifference } from "../../../src/mapreduce/compareResults";
import { ResultTable } from "../../../src/mapreduce/resultTable";
import type { RowsQuery } from "../../../src/protocol/rows";
import { temporaryFolder } from "../../support/cleanUp";

const ALL: RowsQuery = { search: "", offset: 0, count: 100 };

describe("the table of results", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-rows-");
  });
  afterEach(() => folder.remove());

  const table = async (rows: readonly unknown[], most?: { rows: number; characters: number }) => {
    const file = join(folder.path, "rows");
    writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    return await ResultTable.read(file, most);
  };
  const keys = (from: ResultTable, query: Partial<RowsQuery>) =>
    from.page({ ...ALL, ...query }).rows.map(([key]) => key);

  it("stands as the job ordered it, and sorts numbers by their size", async () => {
    const rows = await table([
      ["b", 9],
      ["a", 100],
      ["c", -1.5],
    ]);
    assert.deepEqual(keys(rows, {}), ["b", "a", "c"]);
    assert.deepEqual(keys(rows, { sort: { column: "key", descending: false } }), ["a", "b", "c"]);
    assert.deepEqual(keys(rows, { sort: { column: "value", descending: true } }), ["a", "b", "c"]);
    assert.deepEqual(keys(rows, { sort: { column: "value", descending: false } }), ["c", "b", "a"]);
  });

  it("sorts text that looks like a number as text, after the numbers, either way", async () => {
    const rows = await table([
      ["x", "10"],
      ["y", "9"],
      ["z", 5],
      ["w", [1, 2]],
    ]);
    assert.deepEqual(keys(rows, { sort: { column: "value", descending: false } }), ["z", "x", "y", "w"]);
    assert.deepEqual(keys(rows, { sort: { column: "value", descending: true } })[0], "z");
  });

  it("keeps equal rows in the job's order", async () => {
    const rows = await table([
      ["b", 1],
      ["c", 1],
      ["a", 1],
    ]);
    assert.deepEqual(keys(rows, { sort: { column: "value", descending: true } }), ["b", "c", "a"]);
  });

  it("finds text in keys and values, whatever the capitals, and pages what it found", async () => {
    const rows = await table(Array.from({ length: 30 }, (_, at) => [`Key ${at}`, at % 2 ? "odd" : "Even"]));
    const page = rows.page({ search: "EVEN", offset: 10, count: 3 });
    assert.deepEqual([page.matching, page.searched, page.total], [15, 30, 30]);
    assert.deepEqual(page.rows, [
      ["Key 20", "Even"],
      ["Key 22", "Even"],
      ["Key 24", "Even"],
    ]);
    assert.deepEqual(keys(rows, { search: "key 7" }), ["Key 7"]);
    assert.deepEqual(keys(rows, { search: "nowhere" }), []);
  });

  it("says how many of very many rows it holds, or of very long ones", async () => {
    const counts = async (rows: readonly unknown[], most: { rows: number; characters: number }) => {
      const page = (await table(rows, most)).page(ALL);
      return [page.rows.length, page.matching, page.searched, page.total];
    };
    const short = [
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ];
    assert.deepEqual(await counts(short, { rows: 2, characters: 1000 }), [2, 2, 2, 3]);
    assert.deepEqual(await counts(short, { rows: 9, characters: 5 }), [1, 1, 1, 3]);
  });

  it("shortens cells that nobody could read", async () => {
    const { rows } = (await table([["a", "x".repeat(100_000)]])).page(ALL);
    assert.equal(rows[0]?.[1], `${"x".repeat(2000)}…`);
  });
});

describe("comparing results", () => {
  async function* rows(...texts: string[]) {
    yield* texts;
  }

  it("finds none where they agree, and the first row where they do not", async () => {
    assert.equal(await firstDifference(rows("1", "2"), rows("1", "2")), undefined);
    assert.equal(await firstDifference(rows(), rows()), undefined);
    assert.deepEqual(await firstDifference(rows("1", "2"), rows("1", "3")), { parallel: "2", serial: "3" });
    assert.deepEqual(await firstDifference(rows("1"), rows("1", "3")), { serial: "3" });
    assert.deepEqual(await firstDifference(rows("1", "2"), rows("1")), { parallel: "2" });
  });
});
