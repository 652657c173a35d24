import type { Event } from "../base/event";
import type { CallEvent, CallOutcome, EngineCall } from "../protocol/engineCalls";
import type { Engine } from "./engine";

/** What a scheduler is told with a call. */
export interface SubmitOptions {
  /** The engines that may do it, all of them started. */
  readonly engines: readonly Engine[];
  /** How often it may be tried again when an engine dies under it; it is then taken to be idempotent. */
  readonly retries?: number;
  /** Aborting drops a call that waits, and interrupts the engine that does it. */
  readonly signal?: AbortSignal;
  /**
   * An engine begins with it: again, for the attempt after a death. Events that follow are that engine's. Also told of one
   * that died as it began with the last attempt, before it said so itself.
   */
  readonly onStarted?: (
    engine: Engine,
    start: { readonly attempt: number; readonly submitted: number },
  ) => void;
  readonly onEvent?: (event: CallEvent) => void;
  /** Told when the code still runs a second after it was interrupted. */
  readonly onNotStopping?: (engine: Engine) => void;
}

/** How a call ended that a scheduler gave to an engine. */
export interface ScheduledOutcome extends CallOutcome {
  /** Who did it, or died under it last; absent when none had begun. */
  readonly engine?: Engine;
  /** When it was handed over, ms since the epoch. */
  readonly submitted: number;
}

/** Name of the error of a call that none of its engines is left for. */
export const NO_ENGINE_LEFT = "NoEngineLeft";

/** Gives calls to engines of a cluster that are free, by its own rules. */
export interface Scheduling {
  /** Whether the cluster has one. Rejects with `engine-start` when the cluster cannot be reached. */
  isUsable(): Promise<boolean>;
  /**
   * Has a call done on whichever engine is free; any call but a step of a map/reduce job, whose engines are chosen.
   * Ends always, with status `died` when no engine could do it.
   */
  submit(call: EngineCall, options: SubmitOptions): Promise<ScheduledOutcome>;
}

/** The scheduler of a cluster with the engines that a view may give work to. */
export interface Scheduler extends Scheduling {
  /** Who is there now; engines come and go. */
  readonly engines: readonly Engine[];
  readonly onDidChange: Event<void>;
}
