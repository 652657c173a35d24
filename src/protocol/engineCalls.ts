/**
 * The contract between the host and an engine's worker (one workerpool task a call), for every backend.
 * The worker's methods are {@link EngineWorkerMethods}; while a call is under way the worker emits
 * {@link CallEvent}s; what belongs to no call goes over the control port as {@link ControlEvent}s.
 */
import type { ClientAddress } from "./bridgeFrames";
import type { Answer, CheckFacts, Question } from "./checkQuestions";
import type { JobStep, JobSteps } from "./jobSteps";
import type { RemoteEvent } from "./remote";
import type { SourceText } from "./sourceText";
import type { TaskError, TaskStatus } from "./task";
import type { Json, Payload, RichValue, Value } from "./values";

/** A process that was made elsewhere and waits to be driven: it takes five connections on a Unix socket. */
export interface Attachment {
  readonly pid: number;
  readonly socket: string;
}

/** How one engine is to be started. */
export interface EngineStart {
  readonly engineId: number;
  readonly engineCount: number;
  /** The interpreter's program file. */
  readonly executable: string;
  /** Working folder of the engine; it is also where imports are looked for first. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Bytes of output kept for one call; what comes beyond is counted and dropped. */
  readonly outputLimit: number;
  /** A private folder for values too large for a pipe. */
  readonly temporaryFolder: string;
  /** Makes it a client of this ipyparallel cluster: see remote.ts. */
  readonly client?: ClientAddress;
  /** The process to drive; absent, the worker starts one. */
  readonly attach?: Attachment;
  /** A file by which an engine that may be elsewhere finds out whether it has this machine's disk. */
  readonly probe?: { readonly file: string; readonly token: string };
}

/** What a started engine says of itself. */
export interface EngineHello {
  readonly pid: number;
  readonly host: string;
  readonly version: string;
  readonly executable: string;
  /** Whether it can read and write the temporary folder; only told where that is a question. */
  readonly sharesDisk?: boolean;
}

export type EngineCall =
  /** Runs code; `main` decides whether it sees `__name__ == "__main__"`. Answers the last expression's value. */
  | ({ readonly op: "execute"; readonly main: boolean } & SourceText)
  /** Calls `fn`, an expression in the engine's namespace. Answers one value. */
  | {
      readonly op: "apply";
      readonly fn: string;
      readonly args: readonly Value[];
      readonly kwargs: Readonly<Record<string, Value>>;
    }
  /**
   * Calls `fn` on every item of every chunk. Each chunk is one task, reported by a `chunks` event.
   * `chunks` holds one JSON array after the other, `lengths` their sizes in bytes.
   */
  | {
      readonly op: "map";
      readonly fn: string;
      readonly chunks: Uint8Array<ArrayBuffer>;
      readonly lengths: readonly number[];
      /** Whether the items after one that raised are still tried. */
      readonly allErrors: boolean;
    }
  | { readonly op: "push"; readonly values: Readonly<Record<string, Value>> }
  | { readonly op: "pull"; readonly names: readonly string[] }
  /** One step of a map/reduce job: see jobSteps.ts. `args` and the one answered value are plain data. */
  | { readonly op: "job"; readonly step: JobStep; readonly args: JobSteps[JobStep]["args"] }
  /** Calls `fn` with a `lab`, which asks the host: see checks.ts. `facts` is what the lab knows unasked. */
  | { readonly op: "check"; readonly fn: string; readonly facts: CheckFacts }
  /** Empties the namespace, and for Python forgets the modules that cells imported from the working folder. */
  | { readonly op: "reset" };

/** When and at what cost something ran on the engine. Times in ms since the epoch, fractional. */
export interface EngineTiming {
  readonly started: number;
  readonly completed: number;
  readonly cpuSeconds: number;
  /** Seconds in which it was ready to run and had no core; 0 where the system does not tell. */
  readonly waitSeconds: number;
}

/** One chunk of a `map` call, done. */
export interface ChunkOutcome extends EngineTiming {
  readonly index: number;
  /** The results as JSON text of one array; failed items are `null` there. */
  readonly results: Uint8Array<ArrayBuffer>;
  /** Whether `results` holds non-finite numbers, written as `{"$number": "NaN"}`. */
  readonly marked: boolean;
  readonly errors: readonly {
    readonly item: number;
    readonly error: TaskError;
  }[];
}

/** Files that code wrote beside its own, on a machine that has no disk in common with the host. */
export interface WrittenFiles {
  readonly files: readonly {
    /** The folder of the code's file, on the host. */
    readonly home: string;
    /** The file's name below it, with slashes. */
    readonly name: string;
    /** Where it is there. */
    readonly path: string;
    readonly size: number;
  }[];
  /** How many more there are. */
  readonly more: number;
}

/** How a call ended on the engine. A call always ends with one of these, also when the engine dies under it. */
export interface CallOutcome extends EngineTiming {
  readonly status: Exclude<TaskStatus, "timeout">;
  readonly error?: TaskError;
  /** `execute`: the last expression's value, absent when it is none. */
  readonly result?: RichValue;
  /** `apply`: one value; `pull`: one a name. */
  readonly values?: readonly Value[];
  /** Known to the backend alone, which fetches them. */
  readonly written?: WrittenFiles;
  /** Bytes of protocol that went to the engine and came back. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Bytes of output that were not kept. */
  readonly notKept: number;
}

export type CallEvent =
  /** The engine was free and got the call. The outcome has the engine's own, exact time. */
  | { readonly type: "started"; readonly time: number }
  | {
      readonly type: "output";
      readonly stream: "stdout" | "stderr";
      readonly text: string;
    }
  | { readonly type: "notKept"; readonly bytes: number }
  | { readonly type: "display"; readonly value: RichValue }
  | { readonly type: "chunks"; readonly chunks: readonly ChunkOutcome[] }
  /** A client's code had an engine of its cluster do something. */
  | ({ readonly type: "remote" } & RemoteEvent)
  /** The code asks the host and waits for the answer, which comes as a {@link ControlRequest}. */
  | ({ readonly type: "ask"; readonly id: number } & Question);

/** Host to worker, at any time. */
export type ControlRequest =
  /** Asks a call to stop, which may not have reached the worker yet, or may be over. */
  | { readonly type: "interrupt"; readonly call: number }
  /** Answers what the code of a call asked. */
  | { readonly type: "answer"; readonly call: number; readonly id: number; readonly answer: Answer }
  /** How an attached process ended, which only its parent can know. */
  | { readonly type: "exited"; readonly pid: number; readonly reason: string };

/** Worker to host, at any time: what belongs to no call. */
export type ControlEvent =
  | { readonly type: "died"; readonly pid: number; readonly reason: string }
  | {
      readonly type: "output";
      readonly stream: "stdout" | "stderr";
      readonly text: string;
    };

/** What a worker script registers with workerpool. */
export interface EngineWorkerMethods {
  /** Starts the interpreter, or a new one in place of one that died. */
  start(options: EngineStart): Promise<EngineHello>;
  /** `number` counts the engine's calls. */
  call(call: EngineCall, number: number): Promise<CallOutcome>;
}

/** Kinds of value that a call's arguments may be given as by the host. */
export type Sendable = Json | Uint8Array | Value;

export type { Payload, TaskError, TaskStatus };
