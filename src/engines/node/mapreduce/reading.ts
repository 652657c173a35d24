/** Input splits: byte ranges of text files, cut at line ends by whoever reads them. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { SplitInput } from "../../../protocol/jobSteps";
import { InputError } from "./failures";

const STEP = 1 << 16;
/** Bytes of a compressed file that are mapped at a time, and a line more. */
const UNPACKED = 4 << 20;
const LF = 10;

type FileSplit = Extract<SplitInput, { readonly path: string; readonly end: number | null }>;

/** Whole lines of a file and the byte at which they begin. */
export interface Block {
  readonly offset: number;
  /** Number (from 1) of the first line, where it is known. */
  readonly line?: number;
  readonly data: Buffer;
}

/** The lines that begin in a split's bytes, whichever split their ends are in. Throws {@link InputError}. */
export async function* blocksOf(split: FileSplit): AsyncGenerator<Block> {
  const { path, end } = split;
  try {
    if (end === null) yield* unpacked(path);
    else yield plainBlock(split, end);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code) throw error;
    const cannot = code.startsWith("Z_") ? "cannot be unpacked" : "cannot be read";
    throw new InputError(`${path} ${cannot}: ${message}`);
  }
}

function plainBlock({ path, start, size }: FileSplit, end: number): Block {
  const file = openSync(path, "r");
  try {
    const now = fstatSync(file).size;
    if (now < size)
      throw new InputError(
        `${path} shrank while it was being read: it had ${size} bytes, and now has ${now}`,
      );
    const from = start === 0 ? 0 : lineEnd(file, start - 1);
    if (from >= end) return { offset: end, data: Buffer.alloc(0) };
    const data = Buffer.allocUnsafe(end - from);
    if (fill(file, data, from) < data.length)
      throw new InputError(`${path} shrank while it was being read: it had ${size} bytes`);
    if (data.at(-1) === LF) return { offset: from, data };
    const rest = Buffer.allocUnsafe(lineEnd(file, end) - end);
    return { offset: from, data: Buffer.concat([data, rest.subarray(0, fill(file, rest, end))]) };
  } finally {
    closeSync(file);
  }
}

/** Reads until a buffer is full or the file ends; answers how many bytes it read. */
function fill(file: number, data: Buffer, from: number): number {
  let length = 0;
  while (length < data.length) {
    const count = readSync(file, data, length, data.length - length, from + length);
    if (count === 0) break;
    length += count;
  }
  return length;
}

/** Text of a block without a byte-order mark, and how many of its bytes were no UTF-8. */
export function decode({ offset, data }: Block): { text: string; skipped: number } {
  const marked = offset === 0 && data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf;
  const bytes = marked ? data.subarray(3) : data;
  const text = bytes.toString("utf8");
  const size = Buffer.byteLength(text);
  const signs = text.includes("\ufffd") ? text.split("\ufffd").length - 1 : 0;
  const own = signs === 0 ? 0 : occurrences(bytes, Buffer.from("\ufffd"));
  return { text, skipped: bytes.length - (size - 3 * (signs - own)) };
}

/** The lines of a text without their ends, which are LF or CRLF. */
export function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return text.includes("\r") ? lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line)) : lines;
}

/** Number (from 1) of the line that begins at a byte of a file; only read when an error is to name it. */
export function lineNumber(path: string, { offset, line }: Block): number {
  if (line !== undefined) return line;
  const file = openSync(path, "r");
  const buffer = Buffer.allocUnsafe(STEP);
  let number = 1;
  for (let at = 0; at < offset; ) {
    const count = readSync(file, buffer, 0, Math.min(STEP, offset - at), at);
    if (count === 0) break;
    number += occurrences(buffer.subarray(0, count), Buffer.from("\n"));
    at += count;
  }
  closeSync(file);
  return number;
}

/** The byte after the next line end, or the file's end. */
function lineEnd(file: number, from: number): number {
  const buffer = Buffer.allocUnsafe(STEP);
  for (let at = from; ; ) {
    const count = readSync(file, buffer, 0, STEP, at);
    const found = buffer.subarray(0, count).indexOf(LF);
    if (found >= 0) return at + found + 1;
    if (count === 0) return at;
    at += count;
  }
}

function occurrences(data: Buffer, part: Buffer): number {
  let count = 0;
  for (let at = data.indexOf(part); at >= 0; at = data.indexOf(part, at + part.length)) count += 1;
  return count;
}

async function* unpacked(path: string): AsyncGenerator<Block> {
  if (!path.toLowerCase().endsWith(".gz")) {
    throw new InputError(`${path} can be unpacked by Python engines only: unpack it first, or use gzip`);
  }
  const { createReadStream } = await import("node:fs");
  const { createGunzip } = await import("node:zlib");
  const { pipeline } = await import("node:stream");
  let [offset, line, length] = [0, 1, 0];
  let parts: Buffer[] = [];
  const unpacking = pipeline(createReadStream(path), createGunzip(), () => {}); // an error comes with the parts, too
  for await (const part of unpacking as AsyncIterable<Buffer>) {
    const at = length + part.length < UNPACKED ? -1 : part.lastIndexOf(LF);
    if (at < 0) {
      parts.push(part);
      length += part.length;
      continue;
    }
    const data = Buffer.concat([...parts, part.subarray(0, at + 1)]);
    yield { offset, line, data };
    offset += data.length;
    line += occurrences(data, Buffer.from("\n"));
    parts = [part.subarray(at + 1)];
    length = part.length - at - 1;
  }
  if (length > 0) yield { offset, line, data: Buffer.concat(parts) };
}
