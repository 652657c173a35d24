import type { Event } from "../base/event";
import type { Answer, Question } from "../protocol/checkQuestions";
import type { CallEvent, CallOutcome, EngineCall } from "../protocol/engineCalls";
import type { Language } from "../protocol/language";
import type { BackendId } from "../protocol/run";

export type EngineState = "stopped" | "starting" | "idle" | "busy" | "interrupting" | "dead";

/** What is known of an engine. */
export interface EngineInfo {
  /** Number within its cluster, from 0. */
  readonly id: number;
  readonly backend: BackendId;
  readonly language: Language;
  readonly state: EngineState;
  /** 0 while it has no process. */
  readonly pid: number;
  readonly host: string;
  /** Version of the interpreter, empty while it has no process. */
  readonly version: string;
  readonly tasksDone: number;
  /** How often its process was replaced, by restart or after a death. */
  readonly restarts: number;
  /** Why its last process ended, where it was not told to: "died (signal 9)". */
  readonly lastDeath?: string;
}

export interface CallOptions {
  /** Aborting drops a call that waits, and interrupts one that runs. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: CallEvent) => void;
  /** Answers what the code of a `check` asks; must not reject. */
  readonly onAsk?: (question: Question) => Promise<Answer>;
  /** A question of the host's own, which is not counted among the user's tasks. */
  readonly isQuestion?: boolean;
  /** Told when the code still runs a second after it was interrupted by `signal`. */
  readonly onNotStopping?: () => void;
}

/**
 * An interpreter with a persistent namespace of its own, in its own process. It runs one call at a time, in the
 * order in which they were given; every call ends with an outcome, also when the engine dies.
 */
export interface Engine {
  readonly info: EngineInfo;
  readonly onDidChange: Event<EngineInfo>;
  /** Output that belongs to no call, as background threads write it. */
  readonly onDidOutput: Event<{
    readonly stream: "stdout" | "stderr";
    readonly text: string;
  }>;

  /** Makes sure that the engine answers. Rejects with `engine-start` when it cannot. */
  start(): Promise<void>;
  /** Starts the engine if need be and runs a call. Rejects only when the engine cannot start. */
  call(call: EngineCall, options?: CallOptions): Promise<CallOutcome>;
  /** Asks the running call to stop. False when it still runs after a second; the namespace is kept. */
  interrupt(): Promise<boolean>;
  /** Replaces the process; what ran ends with status `died`, and the namespace is new. */
  restart(): Promise<void>;
  /** Ends the process and all that it started. */
  stop(): Promise<void>;
}

/** Time that an interrupted call has to stop before it is said that it does not, in ms. */
export const INTERRUPT_GRACE = 1000;
