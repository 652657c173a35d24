/**
 * What a check asks about its lab. A check runs on an engine of its own; the lab ran on others, which only the host
 * can ask.
 */
import type { JobCounters } from "./jobRecord";
import type { EngineResult } from "./run";
import type { Value } from "./values";

/**
 * - `values`: a name's value on each engine;
 * - `call`: what a function of the lab answers on the first engine, given the arguments after its name;
 * - `job`: a map/reduce job by name (or null) and input (files and globs, or null), done on all engines; answers
 *   {@link JobAnswer};
 * - `serial`: the job of a number, done on one engine; answers the file of its rows.
 */
export interface Question {
  readonly name: "values" | "call" | "job" | "serial";
  readonly args: readonly Value[];
  readonly kwargs: Readonly<Record<string, Value>>;
}

export type Answer = { readonly values: readonly Value[] } | { readonly error: string };

/** A map/reduce job that was done. Its rows are in a private file, `[key,value]` as JSON a line. */
export interface JobAnswer {
  readonly number: number;
  readonly file: string;
  readonly counters: JobCounters;
  readonly run: RunFacts;
}

/** What is told of a run. Durations in seconds. The names are those that checks use, in Python and in JavaScript. */
export interface RunFacts {
  /** How many engines there were, and how many of them worked. */
  readonly engines: number;
  readonly engines_used: number;
  /** The most engines that had work at the same time. */
  readonly engines_at_once: number;
  /** How long at least two engines worked at the same time. */
  readonly overlap: number;
  readonly wall: number;
  readonly serial: number;
  readonly speedup: number | null;
  /** Tasks that ended well, and all. */
  readonly tasks_done: number;
  readonly tasks: number;
}

/** What a check's `lab` knows unasked. */
export interface CheckFacts {
  readonly run: RunFacts;
  /** One entry an engine, as the command line prints it. */
  readonly results: readonly EngineResult[];
}
