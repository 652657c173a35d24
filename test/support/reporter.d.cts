import type { reporters } from "mocha";

/** Mocha's spec reporter, which also keeps the file named by PARALLEL_LABS_TEST_SUMMARY up to date. */
declare class SummaryReporter extends reporters.Spec {
  /** Writes a summary to that file. */
  static writeSummary(summary: SummaryReporter.Summary): void;
}

declare namespace SummaryReporter {
  /** What a run of mocha has come to; titles are full titles. */
  interface Summary {
    /** False while it runs, and for ever if it ended before its time. */
    readonly finished: boolean;
    /** The test that runs, if any. */
    readonly running?: string | undefined;
    readonly passes: readonly { title: string; file?: string; duration?: number }[];
    readonly failures: readonly { title: string; file?: string; message: string; stack?: string }[];
    readonly pending: readonly { title: string; file?: string; reason: string }[];
  }
}

export = SummaryReporter;
