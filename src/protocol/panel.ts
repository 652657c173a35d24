/**
 * Messages between the extension host and the results' page, which is the results panel, the editor of a run's file,
 * and the comparison of two runs. The page says `ready` once its script runs and
 * gets one `snapshot`, `comparison` or `unreadable`; after a snapshot it takes `delta`s, at most ten a second. A delta for a run that the panel does not
 * show, or with no snapshot before it, is dropped.
 */
import type { RowsComparison, RowsPage, RowsQuery } from "./rows";
import type { RunDelta, RunSnapshot } from "./run";
import type { SweepRecord } from "./sweep";

export type ToPanel =
  | {
      readonly type: "snapshot";
      /** Absent when nothing has run yet. */
      readonly run?: RunSnapshot;
      /** Whether this window can run it again (the file is known and the workspace trusted). */
      readonly canRerun: boolean;
      /** Whether its work is being done on one engine, to compare. */
      readonly isMeasuring?: boolean;
    }
  | { readonly type: "delta"; readonly delta: RunDelta }
  /** Two runs to be shown side by side. */
  | ({ readonly type: "comparison" } & Comparison)
  /** There is no run to show, or there are no two to compare; `why` says what is wrong. */
  | { readonly type: "unreadable"; readonly of: "run" | "comparison"; readonly why: string }
  /** A page of the results of the run's job, as it was asked for. */
  | { readonly type: "rows"; readonly runId: string; readonly query: RowsQuery; readonly page: RowsPage }
  /** Takes the place of the run, until the next snapshot. */
  | { readonly type: "sweep"; readonly sweep: SweepRecord }
  /** Measuring a run's work on one engine has begun or ended; what came of it is in a delta. */
  | { readonly type: "measuring"; readonly runId: string; readonly isMeasuring: boolean }
  /** Engines that did not stop within a second of an interrupt; the panel offers to restart each alone. */
  | { readonly type: "notStopping"; readonly engines: readonly number[] };

/** A run and what the user calls it. */
export interface NamedRun {
  readonly title: string;
  readonly run: RunSnapshot;
}

/** Two runs, and what of the results of two jobs differs; that comes later, or not where they are not kept any more. */
export interface Comparison {
  readonly left: NamedRun;
  readonly right: NamedRun;
  readonly rows?: RowsComparison | "comparing" | "notKept";
}

export type FromPanel =
  | { readonly type: "ready" }
  | { readonly type: "interrupt" }
  | { readonly type: "rerun" }
  /** Goes back from a sweep to the run; the host answers with a snapshot. */
  | { readonly type: "showRun" }
  /** Does the shown run's work on one engine, to compare. */
  | { readonly type: "measure"; readonly runId: string }
  /** Shows other rows of the results; the host answers with `rows`, or not at all where they are not kept. */
  | { readonly type: "rows"; readonly runId: string; readonly query: RowsQuery }
  | { readonly type: "saveResults"; readonly runId: string }
  | { readonly type: "chooseInput" }
  | { readonly type: "restartEngine"; readonly engine: number }
  /** A place that output names was activated. `line` and `column` count from 1; a relative name begins where the run worked. */
  | {
      readonly type: "openLocation";
      readonly filename: string;
      readonly line: number;
      readonly column?: number;
    }
  /** The address of a page that output names was activated: only http and https are opened. */
  | { readonly type: "openLink"; readonly url: string }
  | { readonly type: "copy"; readonly text: string }
  /** Shows a text in an editor of its own; `language` is one of VS Code's ids. */
  | { readonly type: "openText"; readonly text: string; readonly language: string }
  /** Shows what an engine, or a cell, put out in two runs, as plain text, in the editor for differences. */
  | {
      readonly type: "showDifferences";
      readonly engine: number;
      readonly cell?: string;
      readonly left: string;
      readonly right: string;
    };

/** What the panel keeps over a reload of the window (`setState`): which run it showed, and how. */
export interface PanelState {
  readonly runId?: string;
  /** The sweep that it showed in the run's place. */
  readonly sweepId?: string;
  /** Ids of the runs that it compared. */
  readonly compared?: readonly [left: string, right: string];
  /** Ids of the engines whose output the reader has collapsed. */
  readonly collapsed?: readonly number[];
  /** Names of the sections that the reader has folded. */
  readonly folded?: readonly PanelSection[];
  /** How the rows of the timeline stand. */
  readonly timeline?: { readonly order: "engine" | "busy"; readonly collapsed: readonly number[] };
}

/** The sections of the panel that can be folded: `why` is of jobs, `whyOfCode` of code that ran once on each engine. */
export type PanelSection = "why" | "whyOfCode" | "timeline";
