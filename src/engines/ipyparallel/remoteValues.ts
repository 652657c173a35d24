import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CallOutcome, EngineCall } from "../../protocol/engineCalls";
import type { Value } from "../../protocol/values";
import { bytesOf } from "../sendable";

/** Bytes from which a value that came as data is kept in a file, as engines of this machine do. */
const FILE_THRESHOLD = 1 << 20;

/** A call for an engine that cannot read this machine's files: what stands in files goes as data. */
export async function inlineFiles(call: EngineCall): Promise<EngineCall> {
  if (call.op === "push") return { ...call, values: await inlineAll(call.values) };
  if (call.op !== "apply") return call;
  return {
    ...call,
    args: await Promise.all(call.args.map(inline)),
    kwargs: await inlineAll(call.kwargs),
  };
}

/** An outcome as engines of this machine give it: large values stand in private files, whose owner is who asked. */
export async function storeLarge(outcome: CallOutcome, folder: string): Promise<CallOutcome> {
  if (!outcome.values) return outcome;
  const store = async (value: Value): Promise<Value> => {
    if (value.kind === "json" || "file" in value.payload) return value;
    const { data } = value.payload;
    if (data.byteLength < FILE_THRESHOLD) return value;
    const file = join(folder, `value-${randomUUID()}`);
    await writeFile(file, data, { mode: 0o600 });
    return { ...value, payload: { file, size: data.byteLength } };
  };
  return { ...outcome, values: await Promise.all(outcome.values.map(store)) };
}

async function inlineAll(values: Readonly<Record<string, Value>>): Promise<Record<string, Value>> {
  const entries = Object.entries(values).map(async ([name, value]) => [name, await inline(value)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function inline(value: Value): Promise<Value> {
  if (value.kind === "json" || "data" in value.payload) return value;
  return { ...value, payload: { data: new Uint8Array(await bytesOf(value.payload)) } };
}
