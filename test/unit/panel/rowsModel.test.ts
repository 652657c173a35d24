import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { RowsModel } from "../../../media/results/model/rowsModel";
import type { RowsQuery } from "../../../src/protocol/rows";

describe("The results as a reader looks at them", () => {
  function model(matching = 250) {
    const asked: RowsQuery[] = [];
    const rows = new RowsModel((_runId, query) => asked.push(query));
    rows.show("run");
    const answer = () => {
      const query = asked.at(-1);
      return (
        query !== undefined && rows.receive("run", query, { rows: [], matching, searched: 250, total: 250 })
      );
    };
    answer();
    return { rows, asked, answer };
  }

  it("are asked for once a run", () => {
    const { rows, asked } = model();
    rows.show("run");
    assert.equal(asked.length, 1);
    rows.show("another");
    assert.equal(asked.length, 2);
  });

  it("are sorted by the greatest value or the first key, then the other way, then not at all", () => {
    const { rows } = model();
    const sorts = (["value", "value", "value", "key", "key", "value"] as const).map((column) => {
      rows.sortBy(column);
      return rows.query.sort;
    });
    assert.deepEqual(sorts, [
      { column: "value", descending: true },
      { column: "value", descending: false },
      undefined,
      { column: "key", descending: false },
      { column: "key", descending: true },
      { column: "value", descending: true },
    ]);
  });

  it("are turned page by page, no further than there are some", () => {
    const { rows, asked } = model();
    const offsets = [1, 1, 1, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1].map((pages) => {
      rows.turn(pages);
      return rows.query.offset;
    });
    assert.deepEqual(offsets, [100, 200, 200, 100, 200, 0, 0]);
    assert.equal(asked.length, 6, "what is shown already is not asked for");
  });

  it("begin at the first page when sorted or searched", () => {
    const { rows } = model();
    rows.turn(1);
    rows.sortBy("key");
    assert.equal(rows.query.offset, 0);
    rows.turn(1);
    rows.search("a");
    assert.equal(rows.query.offset, 0);
  });

  it("are not replaced by what was asked for before", () => {
    const { rows, asked, answer } = model();
    const [first] = asked;
    rows.search("a");
    assert.ok(first && !rows.receive("run", first, { rows: [], matching: 1, searched: 1, total: 1 }));
    assert.ok(answer());
    assert.equal(rows.page?.matching, 250);
  });
});
