/**
 * Client cells: an engine process of its own runs them beside a client of an ipyparallel cluster, and tells what the
 * engines of that cluster did meanwhile. Nothing of it goes through this product's engines.
 */
import type { TaskError } from "./task";
import type { RichValue } from "./values";

/**
 * The client's number among a run's engines, below theirs, so that what it puts out has a row. It is no engine: while its
 * cell runs it mostly waits, and that is no work.
 */
export const CLIENT = -1;

/** Which engine it was, by ipyparallel's number, and the id of the message that it answered, where that is known. */
interface RemoteOrigin {
  readonly engine: number;
  readonly message: string | null;
}

/** What an engine of the client's cluster put out, or that a task of its has ended. */
export type RemoteEvent = RemoteOrigin &
  (
    | { readonly kind: "text"; readonly stream: "stdout" | "stderr"; readonly text: string }
    | { readonly kind: "display" | "result"; readonly value: RichValue }
    | { readonly kind: "error"; readonly error: TaskError }
    /** Times in ms since the epoch: `submitted` by the client's clock, the others by the engine's. */
    | {
        readonly kind: "task";
        readonly status: "ok" | "error" | "aborted";
        readonly submitted: number | null;
        readonly started: number | null;
        readonly completed: number | null;
      }
  );
