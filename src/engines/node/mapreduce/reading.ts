/** Input splits: byte ranges of text files, cut at line ends by whoever reads them. */
import { closeSync, openSync, readSync } from "node:fs";
import type { SplitInput } from "../../../protocol/jobSteps";
import { InputError } from "./failures";

const STEP = 1 << 16;
const LF = 10;

type FileSplit = Extract<SplitInput, { readonly path: string; readonly end: number | null }>;

/** Whole lines of a file and the byte at which they begin. */
export interface Block {
  readonly offset: number;
  readonly data: Buffer;
}

/** The lines that begin in a split's bytes, whichever split their ends are in. */
export async function blockOf({ path, start, end, size }: FileSplit): Promise<Block> {
  if (end === null) return { offset: 0, data: await unpacked(path) };
  const file = openSync(path, "r");
  try {
    const from = start === 0 ? 0 : lineEnd(file, start - 1);
    if (from >= end) return { offset: end, data: Buffer.alloc(0) };
    const data = Buffer.allocUnsafe(end - from);
    let length = 0;
    while (length < data.length) {
      const count = readSync(file, data, length, data.length - length, from + length);
      if (count === 0) throw new InputError(`${path} shrank while it was being read: it had ${size} bytes`);
      length += count;
    }
    if (data.at(-1) === LF) return { offset: from, data };
    const rest = Buffer.allocUnsafe(lineEnd(file, end) - end);
    const count = readSync(file, rest, 0, rest.length, end);
    return { offset: from, data: Buffer.concat([data, rest.subarray(0, count)]) };
  } finally {
    closeSync(file);
  }
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
export function lineNumber(path: string, offset: number): number {
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

async function unpacked(path: string): Promise<Buffer> {
  if (!path.toLowerCase().endsWith(".gz")) {
    throw new InputError(`${path} can be unpacked by Python engines only: unpack it first, or use gzip`);
  }
  const { createReadStream } = await import("node:fs");
  const { createGunzip } = await import("node:zlib");
  const parts: Buffer[] = [];
  try {
    for await (const part of createReadStream(path).pipe(createGunzip())) parts.push(part as Buffer);
  } catch (error) {
    throw new InputError(`${path} cannot be unpacked: ${String(error)}`);
  }
  return Buffer.concat(parts);
}
