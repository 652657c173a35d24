import { extname } from "node:path";
import { errors } from "../base/errors";
import { writeWhole } from "../engines/writeWhole";
import type { Json } from "../protocol/values";

export type RowFormat = "json" | "csv" | "tsv";

/** The format that a file's name asks for. Throws `wrong-usage` for any other ending. */
export function rowFormat(file: string): RowFormat {
  const ending = extname(file).toLowerCase();
  if (ending === ".json" || ending === ".csv" || ending === ".tsv") return ending.slice(1) as RowFormat;
  throw errors.wrongUsage(`${file} has no format: end its name in .json, .csv or .tsv.`);
}

/**
 * Saves rows under a name, all of them or nothing.
 * @param rows `[key,value]` as JSON text, each
 */
export async function saveRows(
  file: string,
  rows: AsyncIterable<string> | Iterable<string>,
  signal?: AbortSignal,
): Promise<void> {
  const format = rowFormat(file);
  await writeWhole(file, inBlocks(written(rows, format)), signal);
}

/** The text of a file of rows in a format, piece by piece. CSV is that of RFC 4180 with LF; TSV escapes as JSON does. */
async function* written(
  rows: AsyncIterable<string> | Iterable<string>,
  format: RowFormat,
): AsyncGenerator<string> {
  if (format === "json") {
    let before = "[\n";
    for await (const row of rows) {
      yield before + row;
      before = ",\n";
    }
    yield before === "[\n" ? "[]\n" : "\n]\n";
    return;
  }
  const separator = format === "csv" ? "," : "\t";
  const cell = format === "csv" ? csvCell : tsvCell;
  yield `key${separator}value\n`;
  for await (const row of rows) yield `${cellsOf(row).map(cell).join(separator)}\n`;
}

/** A row's key and value as a person reads them; numbers keep all the digits that they have in the row. */
export function cellsOf(row: string): [string, string] {
  const plain = /^\[("(?:[^"\\]|\\.)*"|-?[\d.eE+-]+),("(?:[^"\\]|\\.)*"|-?[\d.eE+-]+)\]$/.exec(row);
  if (plain) return [text(plain[1] ?? ""), text(plain[2] ?? "")];
  const [key, value] = JSON.parse(row) as [Json, Json];
  return [
    typeof key === "string" ? key : JSON.stringify(key),
    typeof value === "string" ? value : JSON.stringify(value),
  ];
}

function text(json: string): string {
  return json.startsWith('"') ? (JSON.parse(json) as string) : json;
}

function csvCell(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function tsvCell(value: string): string {
  return value.replace(
    /[\\\t\r\n]/g,
    (sign) => ({ "\\": "\\\\", "\t": "\\t", "\r": "\\r", "\n": "\\n" })[sign] ?? sign,
  );
}

/** Pieces of text joined to blocks, since a stream's step costs more than a row. */
export async function* inBlocks(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let block = "";
  for await (const piece of pieces) {
    block += piece;
    if (block.length > 1 << 16) {
      yield block;
      block = "";
    }
  }
  if (block) yield block;
}
