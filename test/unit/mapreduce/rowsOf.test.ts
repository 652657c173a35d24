import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rowsOf } from "../../../src/mapreduce/rowsOf";
import { temporaryFolder } from "../../support/cleanUp";

describe("the rows of a file", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-rows-");
  });
  afterEach(() => folder.remove());

  const read = async (text: string) => {
    const file = join(folder.path, "rows");
    writeFileSync(file, text);
    const rows: string[] = [];
    for await (const row of rowsOf(file)) rows.push(row);
    return rows;
  };

  it("end with a line feed and with no other sign that ends lines elsewhere", async () => {
    const rows = ['["a\u2028b",1]', '["c\u2029\u0085d",2]', '["e\\r\\nf",3]'];
    assert.deepEqual(await read(`${rows.join("\n")}\n`), rows);
  });

  it("may be longer than what is read at once, with signs cut in two", async () => {
    const rows = Array.from({ length: 5 }, (_, at) => `["${"x".repeat(at)}${"€𝄞".repeat(100_000)}",${at}]`);
    assert.deepEqual(await read(`${rows.join("\n")}\n`), rows);
  });

  it("are none in an empty file, and the last one may have no end", async () => {
    assert.deepEqual(await read(""), []);
    assert.deepEqual(await read('["a",1]\n["b",2]'), ['["a",1]', '["b",2]']);
  });

  it("are read no further than they are asked for", async () => {
    const file = join(folder.path, "rows");
    writeFileSync(file, '["a",1]\n'.repeat(1000));
    for await (const row of rowsOf(file)) {
      assert.equal(row, '["a",1]');
      break;
    }
  });

  it("of a file that is gone are an error for whoever reads them", async () => {
    await assert.rejects(rowsOf(join(folder.path, "gone")).next(), /ENOENT/);
  });
});
