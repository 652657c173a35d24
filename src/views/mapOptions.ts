import type { Engine } from "../engines/engine";

/** How often items are tried again when an engine dies under them, unless it is said. */
export const DEFAULT_RETRIES = 2;

export interface MapOptions {
  readonly signal?: AbortSignal;
  /** Items a task; absent, tasks adapt to how long items take. */
  readonly chunkSize?: number;
  /** How often items are tried again when an engine dies under them; tasks are taken to be idempotent. */
  readonly retries?: number;
  /** `first` stops at the first item that raises; `all` tries every item and throws an AggregateError at the end. */
  readonly errors?: "first" | "all";
  /** Told of every task that is done: items done so far, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly onNotStopping?: (engine: Engine) => void;
  /**
   * Has an engine that comes while the map runs learn the function; without, it takes part if it knows it already.
   * Engines that the view feeds itself are those of the beginning.
   */
  readonly prepare?: (engine: Engine) => Promise<unknown>;
}
