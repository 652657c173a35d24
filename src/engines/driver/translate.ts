/** Between the host's contract (protocol/engineCalls.ts) and the program's (protocol/engineFrames.ts). */
import type { CallOutcome, ChunkOutcome, EngineCall } from "../../protocol/engineCalls";
import type { FramePayload, FrameRichValue, FrameValue, ResponseFrame } from "../../protocol/engineFrames";
import type { Json, Payload, RichValue, Value } from "../../protocol/values";
import type { Frame, RequestHeader } from "./frames";

type Pieces = readonly Uint8Array<ArrayBuffer>[];

/** A call as a frame, and the bytes that it moves, files included. */
export function encodeCall(call: EngineCall): {
  header: RequestHeader;
  pieces: Uint8Array[];
  bytes: number;
} {
  const pieces: Uint8Array[] = [];
  let inFiles = 0;
  const payload = (value: Payload): FramePayload => {
    if ("file" in value) {
      inFiles += value.size;
      return value;
    }
    return { buffer: pieces.push(value.data) - 1 };
  };
  const value = (given: Value): FrameValue => {
    if (given.kind === "json")
      return {
        kind: "json",
        buffer: pieces.push(Buffer.from(JSON.stringify(given.value))) - 1,
      };
    return { ...given, payload: payload(given.payload) };
  };
  const values = (given: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(given).map(([name, item]) => [name, value(item)]));

  const header = headerOf();
  return {
    header,
    pieces,
    bytes: inFiles + pieces.reduce((sum, piece) => sum + piece.byteLength, 0),
  };

  function headerOf(): RequestHeader {
    switch (call.op) {
      case "apply":
        return {
          ...call,
          args: call.args.map(value),
          kwargs: values(call.kwargs),
        };
      case "push":
        return { ...call, values: values(call.values) };
      case "map": {
        let at = 0;
        for (const length of call.lengths) {
          pieces.push(call.chunks.subarray(at, at + length));
          at += length;
        }
        return { op: "map", fn: call.fn, allErrors: call.allErrors };
      }
      default:
        return call;
    }
  }
}

/** A result frame as the outcome of its call. */
export function toOutcome(
  { header, pieces }: Frame<Extract<ResponseFrame, { op: "result" }>>,
  account: Pick<CallOutcome, "bytesIn" | "bytesOut" | "notKept">,
): CallOutcome {
  const { status, started, completed, cpuSeconds, waitSeconds, error, result, values } = header;
  return {
    status,
    started,
    completed,
    cpuSeconds,
    waitSeconds,
    ...account,
    ...(error && { error }),
    ...(result && { result: toRich(result, pieces) }),
    ...(values && { values: values.map((value) => toValue(value, pieces)) }),
  };
}

/** A frame's rich value with its picture. */
export function toRich(value: FrameRichValue, pieces: Pieces): RichValue {
  const { png, ...rest } = value;
  const picture = png === undefined ? undefined : pieces[png];
  return picture ? { ...rest, png: picture } : rest;
}

/** Done chunks with their results, one piece each. */
export function toChunks(chunks: readonly Omit<ChunkOutcome, "results">[], pieces: Pieces): ChunkOutcome[] {
  return chunks.map((chunk, index) => ({
    ...chunk,
    results: pieces[index] ?? new Uint8Array(),
  }));
}

function toValue(value: FrameValue, pieces: Pieces): Value {
  const piece = (number: number) => pieces[number] ?? new Uint8Array();
  if (value.kind === "json") {
    return {
      kind: "json",
      value: JSON.parse(Buffer.from(piece(value.buffer)).toString()) as Json,
    };
  }
  const { payload } = value;
  return {
    ...value,
    payload: "file" in payload ? payload : { data: piece(payload.buffer) },
  };
}
