/**
 * The contract between an engine's worker (Node) and the engine program (Python or Node) over pipes of their own.
 *
 * File descriptors of the program: 0 nothing; 1 and 2 raw output; 3 frames in; 4 frames out; 5 the lifeline,
 * whose closing means that the host is gone, and on which a byte `i` asks to interrupt where signals cannot.
 *
 * A frame is `u32 header length, u32 body length` (little endian), a JSON header and a raw body. `buffers` of a
 * header cut the body into pieces, to which values refer by number.
 *
 * Text goes through descriptors 1 and 2 as it is, so that prints, C code and child processes stay in their order.
 * The program puts marks into descriptor 1 (fences in 2, too): the token, one letter, and a line feed.
 * `o` what follows is stdout, `e` what follows is stderr, `d` a display belongs here, `f` the call's output ends.
 */
import type { Question } from "./checkQuestions";
import type { ChunkOutcome, EngineStart, EngineTiming, TaskError, WrittenFiles } from "./engineCalls";
import type { JobStep, JobSteps } from "./jobSteps";
import type { RemoteEvent } from "./remote";
import type { SourceText } from "./sourceText";
import type { StageCall } from "./stageCalls";
import type { Json } from "./values";

/** A payload in a frame: a piece of the body, or a file. */
export type FramePayload = { readonly buffer: number } | { readonly file: string; readonly size: number };

/** A value in a frame; see `Value`. */
export type FrameValue =
  | { readonly kind: "json"; readonly buffer: number }
  | { readonly kind: "bytes"; readonly payload: FramePayload }
  | {
      readonly kind: "opaque";
      readonly format: "pickle" | "v8";
      readonly type: string;
      readonly repr: string;
      readonly payload: FramePayload;
    };

/** A rich value in a frame; `png` is a piece of the body. */
export interface FrameRichValue {
  readonly text: string;
  readonly html?: string;
  readonly svg?: string;
  readonly png?: number;
  readonly json?: Json;
}

interface Buffers {
  readonly buffers: readonly number[];
}

/** First frame to the program. `token` starts every mark. */
export type StartFrame = Buffers &
  Pick<
    EngineStart,
    "engineId" | "engineCount" | "cwd" | "temporaryFolder" | "outputLimit" | "client" | "probe"
  > & {
    readonly op: "start";
    readonly token: string;
  };

export type RequestFrame = Buffers &
  (
    | ({ readonly op: "execute"; readonly main: boolean } & SourceText)
    | {
        readonly op: "apply";
        readonly fn: string;
        readonly args: readonly FrameValue[];
        readonly kwargs: Readonly<Record<string, FrameValue>>;
      }
    | { readonly op: "map"; readonly fn: string; readonly allErrors: boolean }
    | {
        readonly op: "push";
        readonly values: Readonly<Record<string, FrameValue>>;
      }
    | { readonly op: "pull"; readonly names: readonly string[] }
    | { readonly op: "job"; readonly step: JobStep; readonly args: JobSteps[JobStep]["args"] }
    | { readonly op: "check"; readonly fn: string; readonly facts: FrameValue }
    /** In the middle of a call: answers an `ask`. */
    | {
        readonly op: "answer";
        readonly id: number;
        readonly values?: readonly FrameValue[];
        readonly error?: string;
      }
    | { readonly op: "reset" }
  );

/** Requests that engines of a cluster know besides; what is to be written is the body. */
export type StageFrame = Buffers &
  (Exclude<StageCall, { action: "write" }> | Omit<Extract<StageCall, { action: "write" }>, "data">);

export type ResponseFrame = Buffers &
  (
    | {
        readonly op: "hello";
        readonly pid: number;
        readonly version: string;
        readonly executable: string;
        /** Absent where it is this machine. */
        readonly host?: string;
        /** Answers the start's `probe`. */
        readonly sharesDisk?: boolean;
      }
    /** First answer to every request: from here on it can be interrupted. */
    | { readonly op: "started" }
    | { readonly op: "display"; readonly value: FrameRichValue }
    /** `buffers` holds one piece a chunk. */
    | {
        readonly op: "chunks";
        readonly chunks: readonly Omit<ChunkOutcome, "results">[];
      }
    | {
        readonly op: "ask";
        readonly id: number;
        readonly name: Question["name"];
        readonly args: readonly FrameValue[];
        readonly kwargs: Readonly<Record<string, FrameValue>>;
      }
    /** See remote.ts; `value` of a display is a rich value of the frame. */
    | ({ readonly op: "remote" } & (
        | Extract<RemoteEvent, { kind: "text" | "error" | "task" }>
        | (Omit<Extract<RemoteEvent, { kind: "display" | "result" }>, "value"> & {
            readonly value: FrameRichValue;
          })
      ))
    | ({
        readonly op: "result";
        readonly status: "ok" | "error" | "interrupted";
        readonly error?: TaskError;
        readonly result?: FrameRichValue;
        readonly values?: readonly FrameValue[];
        readonly written?: WrittenFiles;
        /** Whether no fence follows: the program could not even write one. */
        readonly fenced?: boolean;
      } & EngineTiming)
  );

export type { Json };
