/** Values on their way between engines and the host. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FramePayload, FrameValue } from "../../protocol/engineFrames";
import { shortText, typeName } from "./display";

/** A value of at least this many bytes goes through a file rather than the pipe. */
const FILE_THRESHOLD = 1 << 20;
const LONGEST_REPR = 2000;
/** Nesting that is still written as JSON. */
const MOST_LEVELS = 64;

/** A value that can neither be written as plain data nor cloned. */
export class Unsendable extends TypeError {
  override name = "Unsendable";
}

let files = 0;

/** The object that a frame's value stands for. */
export function decode(value: FrameValue, pieces: readonly Uint8Array[]): unknown {
  if (value.kind === "json") return JSON.parse(textOf(pieces[value.buffer]));
  if (value.kind === "opaque" && value.format !== "v8")
    throw new Unsendable(
      `a ${value.type} of a Python engine (${value.repr}) cannot be read by a JavaScript engine`,
    );
  const data = load(value.payload, pieces);
  return value.kind === "bytes" ? data : v8().deserialize(data);
}

/** The frame's value for an object; its bytes are appended to `pieces` or written below `folder`. */
export function encode(value: unknown, pieces: Uint8Array[], folder: string, what: string): FrameValue {
  if (value instanceof Uint8Array) return { kind: "bytes", payload: store(value, pieces, folder) };
  if (isPlain(value, MOST_LEVELS))
    return { kind: "json", buffer: pieces.push(Buffer.from(JSON.stringify(value))) - 1 };
  const type = typeName(value);
  let data: Buffer;
  try {
    data = v8().serialize(value);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Unsendable(`${what} is a ${type} that cannot be sent: ${why}`, { cause: error });
  }
  const repr = shortText(value).slice(0, LONGEST_REPR);
  return { kind: "opaque", format: "v8", type, repr, payload: store(data, pieces, folder) };
}

/** The text in bytes that came from the host. */
export function textOf(bytes: Uint8Array | undefined): string {
  return bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString() : "";
}

/** Whether JSON carries the value exactly, but for the sign of zero. */
function isPlain(value: unknown, levels: number): boolean {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value);
    case "object":
      break;
    default:
      return false;
  }
  if (value === null) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(item, levels - 1)) && !hasHoles(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  for (const key of Object.keys(value))
    if (!isPlain((value as Record<string, unknown>)[key], levels - 1)) return false;
  return true;
}

/** `every` and `JSON.stringify` treat the holes of a sparse array differently. */
function hasHoles(array: readonly unknown[]): boolean {
  for (let at = 0; at < array.length; at++) if (array[at] === undefined) return true;
  return false;
}

function load(payload: FramePayload, pieces: readonly Uint8Array[]): Uint8Array {
  if ("file" in payload) {
    const file = readFileSync(payload.file);
    return new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  }
  // A copy, so that the user's `value.buffer` is the value's own.
  return (pieces[payload.buffer] ?? new Uint8Array()).slice();
}

function store(data: Uint8Array, pieces: Uint8Array[], folder: string): FramePayload {
  if (data.byteLength < FILE_THRESHOLD) return { buffer: pieces.push(data) - 1 };
  files += 1;
  const file = join(folder, `value-${process.pid}-${files}`);
  writeFileSync(file, data, { mode: 0o600, flag: "wx" });
  return { file, size: data.byteLength };
}

function v8(): typeof import("node:v8") {
  return require("node:v8") as typeof import("node:v8");
}
