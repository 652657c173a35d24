/**
 * The steps in which an engine does its part of a map/reduce job (`op: "job"`), the same for every language.
 * `load` first; then `map` for each split that the engine is given, `shuffle` once to write what it holds, `reduce` for
 * each partition that it is given, and on one engine `collect`. What an engine mapped is lost with its process until
 * `shuffle` has answered; after that it is in files, and any engine may do the rest.
 *
 * Two engines may map the same split when one takes too long, and only one of them counts. So an engine holds what it
 * mapped last apart until the next `map` or `shuffle` says with `keep` whether it counts.
 */

import type { JobSpec } from "./job";
import type { SourceText } from "./sourceText";

/** One map task. `number` is its place in the input's order, in which a reducer gets the values of a key. */
export type Split = { readonly number: number } & SplitInput;

export type SplitInput =
  /** The lines of a file that begin in these bytes; `end` null for all of a compressed file. `size` is the file's. */
  | { readonly path: string; readonly start: number; readonly end: number | null; readonly size: number }
  /** A file for a mapper that opens it itself. */
  | { readonly path: string; readonly size: number }
  /** Elements of the module's list. */
  | { readonly start: number; readonly end: number };

/** A piece of a file that holds entries sorted by key: where it begins, its bytes, how many entries. */
export type RunPart = readonly [offset: number, length: number, entries: number];

/**
 * What stands beside the keys of a run: lists of values, partial results, or for a job whose results stay in its own
 * order the places at which the keys came first, as [split, number within it].
 */
export type RunHolds = "lists" | "partials" | "places";

/** What an engine wrote at once: for each partition a part. `split` is -1 where it is of many splits. */
export interface MapRun {
  readonly file: string;
  readonly split: number;
  readonly holds: RunHolds;
  readonly parts: readonly RunPart[];
}

/** The reduced rows of one partition. */
export interface ReducedPart {
  readonly keys: number;
  readonly rows: number;
  readonly run: RunPart;
  readonly sorted: boolean;
  /** Whether the reducer gave rows of other keys than those that it got, which need not go together. */
  readonly renamed: boolean;
  /** The rows with the greatest values, where the job asks for some. */
  readonly top: RunPart;
}

interface Keeping {
  /** The number of the last split of this engine that counts, null when none does. */
  readonly keep: number | null;
}

interface OfJob {
  /** Tells one job from the next on the same engines. */
  readonly job: string;
}

/** What each step is given and answers; all of it plain data. */
export interface JobSteps {
  load: {
    args: OfJob & {
      readonly source: SourceText;
      readonly spec: JobSpec;
      /** How many partitions, which is how many reduce tasks. */
      readonly partitions: number;
      /** Bytes that the engine may hold before it spills. */
      readonly memory: number;
      /** The job's private folder, for whatever is written. */
      readonly folder: string;
      /** How many rows with the greatest values to find; 0 for none. */
      readonly top: number;
    };
    /** `items`: the length of the module's list, null for a job on files. */
    answer: { readonly items: number | null };
  };
  map: {
    args: OfJob & Keeping & { readonly split: Split };
    /** `skipped`: bytes that were no UTF-8. */
    answer: { readonly records: number; readonly skipped: number };
  };
  /** `spills`: how often memory was full. */
  shuffle: { args: OfJob & Keeping; answer: { readonly runs: readonly MapRun[]; readonly spills: number } };
  reduce: {
    args: OfJob & {
      readonly runs: readonly { readonly file: string; readonly holds: RunHolds; readonly part: RunPart }[];
      /** The file to write. */
      readonly result: string;
    };
    answer: ReducedPart;
  };
  collect: {
    args: OfJob & {
      readonly parts: readonly (ReducedPart & { readonly file: string })[];
      /** The file to write: a row `[key,value]` a line, as JSON. */
      readonly result: string;
    };
    /** Bytes written, and the rows with the greatest values as JSON text. */
    answer: { readonly size: number; readonly top: readonly string[] };
  };
  /** Lets go of what the job holds. */
  forget: { args: OfJob; answer: Readonly<Record<string, never>> };
}

export type JobStep = keyof JobSteps;

/** Name of the error of a step on an engine that was replaced since it loaded the job. */
export const JOB_UNKNOWN = "JobUnknown";
