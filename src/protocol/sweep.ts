/** The record of a sweep: the same job, run again and again with different settings. One JSON document, as a run is. */
import type { BackendId, RunSource } from "./run";

/** What is different from run to run. */
export type SweepOf = "engines" | "splits";

/** What one run of a sweep is done with. */
export interface SweepSetting {
  readonly engines: number;
  /** Bytes a split; absent for what the job would do. */
  readonly splitSize?: number;
}

/** A setting and how long each run with it took. */
export interface SweepPoint extends SweepSetting {
  /** Wall times in seconds, in the order of the rounds. */
  readonly walls: readonly number[];
}

export interface SweepRecord {
  readonly id: string;
  readonly kind: "sweep";
  readonly of: SweepOf;
  readonly backend: BackendId;
  readonly source: RunSource;
  /** Files and globs as the user gave them; empty for a job on a list of the module. */
  readonly input: readonly string[];
  /** Cores of this machine. */
  readonly cores: number;
  /** When the user asked, ms since the epoch. */
  readonly created: number;
  /** Runs with each setting. */
  readonly repeats: number;
  readonly points: readonly SweepPoint[];
  /** Whether every run gave the same rows. */
  readonly sameResults: boolean;
  readonly outcome?: "done" | "failed" | "cancelled";
  /** Why it failed, in a sentence. */
  readonly failure?: string;
}
