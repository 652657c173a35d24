import { randomUUID } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errors } from "../base/errors";
import type { Sendable } from "../protocol/engineCalls";
import type { Json, Payload, Value } from "../protocol/values";

/** Bytes from which a file that all engines read is faster than a pipe to each: measured with two engines. */
const FILE_THRESHOLD = 1 << 18;

/** Something given by the host as a value for engines. Large bytes are written once, for all of them. */
export async function toValue(given: Sendable, folder: string, what: string): Promise<Value> {
  if (isValue(given)) return given;
  if (given instanceof Uint8Array) return { kind: "bytes", payload: await store(given, folder) };
  assertPlain(given, what);
  return { kind: "json", value: given };
}

/** Removes the file of a value made by {@link toValue}, once the engines have it. */
export async function release(value: Value): Promise<void> {
  if (value.kind !== "json" && "file" in value.payload) await rm(value.payload.file, { force: true });
}

/** The bytes of a payload, wherever they are. */
export async function bytesOf(payload: Payload): Promise<Uint8Array> {
  return "data" in payload ? payload.data : readFile(payload.file);
}

async function store(bytes: Uint8Array, folder: string): Promise<Payload> {
  if (bytes.byteLength < FILE_THRESHOLD) return { data: new Uint8Array(bytes) };
  const file = join(folder, `value-${randomUUID()}`);
  await writeFile(file, bytes, { mode: 0o600 });
  return { file, size: bytes.byteLength };
}

function isValue(given: Sendable): given is Value {
  const kind = (given as Partial<Value> | null)?.kind;
  return kind === "opaque" || kind === "bytes"
    ? "payload" in (given as Value)
    : kind === "json" && "value" in (given as Value);
}

function assertPlain(value: unknown, what: string): asserts value is Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  if (Array.isArray(value)) {
    for (const item of value) assertPlain(item, what);
    return;
  }
  if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
    for (const item of Object.values(value)) assertPlain(item, what);
    return;
  }
  throw errors.notSendable(what);
}
