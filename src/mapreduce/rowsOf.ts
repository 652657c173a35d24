import { createReadStream } from "node:fs";

/**
 * The rows of a file of results, in their order; they may be many. Only a line feed ends a row: `readline` of newer Nodes
 * (24 does) also cuts at U+2028, which JSON text may have within a string.
 */
export async function* rowsOf(file: string): AsyncGenerator<string> {
  let begun = "";
  const blocks = createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 18 });
  for await (const block of blocks as AsyncIterable<string>) {
    const rows = block.split("\n");
    rows[0] = begun + (rows[0] ?? "");
    begun = rows.pop() ?? "";
    yield* rows;
  }
  if (begun !== "") yield begun;
}
