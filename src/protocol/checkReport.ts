/** What came of checking a lab: the editor, the command line and JUnit files are made of it. */
import type { Language } from "./language";
import type { RunRecord } from "./run";

/** A check as its file defines it. */
export interface CheckInfo {
  /** Name of the function. */
  readonly name: string;
  /** First line of its docstring or comment, or else the name in words. */
  readonly title: string;
  /** Line of the check file, from 0. */
  readonly line: number;
}

/** `failed`: the lab is not as it should be; `errored`: the check itself did not work, or ran out of time. */
export type CheckStatus = "passed" | "failed" | "errored";

export interface CheckOutcome extends CheckInfo {
  readonly status: CheckStatus;
  /** Why it did not pass, for the learner. */
  readonly message?: string;
  /** Line of the lab, from 0, at which to look. */
  readonly labLine?: number;
  /** With the check's own lines, for its author. */
  readonly traceback?: string;
  /** What it printed. */
  readonly output: string;
  readonly seconds: number;
}

/** A lab and its check file, as they are on disk. */
export interface LabFiles {
  readonly title: string;
  readonly language: Language;
  /** Absolute paths of the file that is checked and of its checks. */
  readonly file: string;
  readonly check: string;
  /** How many engines it needs at least. */
  readonly engines?: number;
}

export interface CheckReport {
  readonly lab: LabFiles;
  readonly passed: boolean;
  readonly checks: readonly CheckOutcome[];
  /** The run of the lab on all engines. */
  readonly run: RunRecord;
}
