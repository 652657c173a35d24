/** What a run keeps of the map/reduce job that it was of. */
import type { Phase } from "./phase";

/** How far a job is. Bytes are of the input, 0 of 0 for a list of items; tasks are those of the phase. */
export interface JobProgress {
  readonly phase: Phase;
  readonly tasks: number;
  readonly tasksDone: number;
  readonly bytes: number;
  readonly bytesDone: number;
  readonly records: number;
}

/** What a job did, in numbers. */
export interface JobCounters {
  /** Lines, words, files or items that were mapped, whichever the mapper gets. */
  readonly records: number;
  /** Bytes of input. */
  readonly bytes: number;
  /** Bytes that were no UTF-8 and were replaced. */
  readonly skippedBytes: number;
  /** How often an engine wrote to disk because its memory was full. */
  readonly spills: number;
  readonly splits: number;
  /** Keys that were reduced, and rows that came of them. */
  readonly keys: number;
  readonly rows: number;
}

/** The first row in which two results of one job differ, each as `[key,value]` in JSON; absent where one ends. */
export interface RowDifference {
  readonly parallel?: string;
  readonly serial?: string;
}

/** The same job on one engine, after it ran on all of them. */
export interface SerialComparison {
  readonly progress?: JobProgress;
  /** Seconds that it took; absent while it runs. */
  readonly wall?: number;
  /** Absent where the results agree. */
  readonly difference?: RowDifference;
}

export interface JobRecord {
  /** One sentence on the inferred shape. */
  readonly reason: string;
  /** Files and globs as the user gave them; empty for a job on a list of the module. */
  readonly input: readonly string[];
  /** Whether it waits for another job to end. */
  readonly waits?: boolean;
  readonly progress?: JobProgress;
  readonly outcome?: "done" | "failed" | "cancelled";
  /** Why it failed, in a sentence. */
  readonly failure?: string;
  readonly counters?: JobCounters;
  readonly serial?: SerialComparison;
}
