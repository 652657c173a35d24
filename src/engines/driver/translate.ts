/** Between the host's contract (protocol/engineCalls.ts) and the program's (protocol/engineFrames.ts). */
import type { Answer } from "../../protocol/checkQuestions";
import type { CallEvent, CallOutcome, ChunkOutcome, EngineCall } from "../../protocol/engineCalls";
import type { FramePayload, FrameRichValue, FrameValue, ResponseFrame } from "../../protocol/engineFrames";
import type { StageCall } from "../../protocol/stageCalls";
import type { Json, Payload, RichValue, Value } from "../../protocol/values";
import type { Frame, RequestHeader } from "./frames";

type Pieces = readonly Uint8Array<ArrayBuffer>[];

/** A request as a frame, and the bytes that it moves, files included. */
interface EncodedRequest {
  readonly header: RequestHeader;
  readonly pieces: readonly Uint8Array[];
  readonly bytes: number;
}

export function encodeCall(call: EngineCall | StageCall): EncodedRequest {
  const body = new Body();
  const { pieces } = body;
  const value = (given: Value) => body.value(given);
  const values = (given: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(given).map(([name, item]) => [name, value(item)]));
  return { header: headerOf(), pieces, bytes: body.bytes };

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
      case "stage": {
        if (call.action !== "write") return call;
        const { data, ...about } = call;
        pieces.push(data);
        return about;
      }
      case "check":
        return { ...call, facts: value({ kind: "json", value: call.facts as unknown as Json }) };
      default:
        return call;
    }
  }
}

/** The answer to a question that the code of a call asked. */
export function encodeAnswer(id: number, answer: Answer): Omit<EncodedRequest, "bytes"> {
  if ("error" in answer) return { header: { op: "answer", id, error: answer.error }, pieces: [] };
  const body = new Body();
  const values = answer.values.map((value) => body.value(value));
  return { header: { op: "answer", id, values }, pieces: body.pieces };
}

/** The body of a request under way. */
class Body {
  readonly pieces: Uint8Array[] = [];
  private inFiles = 0;

  get bytes(): number {
    return this.inFiles + this.pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  }

  value(given: Value): FrameValue {
    if (given.kind === "json")
      return { kind: "json", buffer: this.add(Buffer.from(JSON.stringify(given.value))) };
    return { ...given, payload: this.payload(given.payload) };
  }

  private payload(value: Payload): FramePayload {
    if (!("file" in value)) return { buffer: this.add(value.data) };
    this.inFiles += value.size;
    return value;
  }

  private add(piece: Uint8Array): number {
    return this.pieces.push(piece) - 1;
  }
}

/** A frame with a question as the event of its call. */
export function toAsk({ header, pieces }: Frame<Extract<ResponseFrame, { op: "ask" }>>): CallEvent {
  const { id, name, args, kwargs } = header;
  const value = (one: FrameValue) => toValue(one, pieces);
  const named = Object.entries(kwargs).map(([key, one]) => [key, value(one)] as const);
  return { type: "ask", id, name, args: args.map(value), kwargs: Object.fromEntries(named) };
}

/** What a client tells of its cluster's engines as the event of its call. */
export function toRemote({ header, pieces }: Frame<Extract<ResponseFrame, { op: "remote" }>>): CallEvent {
  const { op: _, buffers: __, ...event } = header;
  if (!("value" in event)) return { type: "remote", ...event };
  return { type: "remote", ...event, value: toRich(event.value, pieces) };
}

/** A result frame as the outcome of its call. */
export function toOutcome(
  { header, pieces }: Frame<Extract<ResponseFrame, { op: "result" }>>,
  account: Pick<CallOutcome, "bytesIn" | "bytesOut" | "notKept">,
): CallOutcome {
  const { status, started, completed, cpuSeconds, waitSeconds, error, result, values, written } = header;
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
    ...(written && { written }),
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
