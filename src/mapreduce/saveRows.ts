import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { errors } from "../base/errors";
import { removeAtExit } from "../engines/leftovers";
import type { Json } from "../protocol/values";

export type RowFormat = "json" | "csv" | "tsv";

/** The format that a file's name asks for. Throws `wrong-usage` for any other ending. */
export function rowFormat(file: string): RowFormat {
  const ending = extname(file).toLowerCase();
  if (ending === ".json" || ending === ".csv" || ending === ".tsv") return ending.slice(1) as RowFormat;
  throw errors.wrongUsage(`${file} has no format: end its name in .json, .csv or .tsv.`);
}

/**
 * Saves rows under a name, all of them or nothing: they are written beside it and take its place at the end.
 * @param rows `[key,value]` as JSON text, each
 */
export async function saveRows(
  file: string,
  rows: AsyncIterable<string> | Iterable<string>,
  signal?: AbortSignal,
): Promise<void> {
  const format = rowFormat(file);
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.part`);
  const forget = removeAtExit(beside);
  try {
    await pipeline(Readable.from(inBlocks(written(rows, format))), createWriteStream(beside), {
      ...(signal && { signal }),
    });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    if (signal?.aborted) throw errors.cancelled("Saving");
    const { code, message } = error as NodeJS.ErrnoException;
    const why =
      code === "ENOENT" ? "there is no such folder" : code === "ENOSPC" ? "the disk is full" : message;
    throw errors.wrongUsage(`${file} cannot be written: ${why}.`);
  } finally {
    forget();
  }
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
