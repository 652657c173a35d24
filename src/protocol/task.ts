/** An error of the user's code, as the engine saw it. */
export interface TaskError {
  readonly name: string;
  readonly message: string;
  /** With the user's own file names and line numbers, as the language prints it. */
  readonly traceback: string;
  /** Innermost line of the user's file (from 1), where one is known. */
  readonly filename?: string;
  readonly line?: number;
  /** The record, file or key in whose processing a map/reduce job's function raised: `words.txt, line 7: "…"`. */
  readonly record?: string;
}

export type TaskStatus = "ok" | "error" | "timeout" | "interrupted" | "died";
