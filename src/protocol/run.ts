/** The run record: one JSON document that the panel, the command line, the checks and the exports all read. */
import type { JobRecord } from "./jobRecord";
import type { Language } from "./language";
import type { Phase } from "./phase";
import type { TaskError, TaskStatus } from "./task";
import type { RichValue } from "./values";

export type BackendId = "python" | "pyodide" | "node" | "ipyparallel";
/**
 * What was asked for: code that runs as it is, once on each of its engines (`run`), a map/reduce job, or pieces of work that
 * are done once each, on whichever engine is free (`map`).
 */
export type RunKind = "run" | "mapreduce" | "map";
/** An engine that took part in a run. */
export interface RunEngine {
  readonly id: number;
  readonly pid: number;
  readonly host: string;
}

/** One piece of work on one engine. Times in ms since the epoch, fractional; absent until they happened. */
export interface TaskRecord {
  readonly id: number;
  readonly engine: number;
  readonly phase: Phase;
  readonly attempt: number;
  status: TaskStatus | "pending";
  readonly submitted: number;
  started?: number;
  completed?: number;
  received?: number;
  /** 0 where it was not measured, as of a task that died and of what a client's cell does on an engine. */
  cpuSeconds: number;
  /** Seconds in which it was ready to run and had no core. */
  waitSeconds: number;
  bytesIn: number;
  bytesOut: number;
  records: number;
  /** Title of the cell that the task ran, where there is one. */
  readonly label?: string;
}

/** Figures derived from the tasks. Durations in seconds. Definitions and sources: src/runs/timing.ts. */
export interface RunMetrics {
  readonly wall: number;
  readonly serial: number;
  readonly speedup: number | null;
  readonly efficiency: number | null;
  readonly imbalance: number | null;
  readonly serialFraction: number | null;
}

/** What a run was of, so that it can be shown and done again. */
export interface RunSource {
  readonly filename: string;
  readonly title: string;
  readonly language: Language;
}

/** What one engine needed for the same code and input, measured. */
export interface Baseline {
  /** Seconds. Of code that runs once on every engine: of all of that, one engine after the other. */
  readonly wall: number;
  /** When it was measured, ms since the epoch. */
  readonly measured: number;
}

export interface RunRecord {
  readonly id: string;
  readonly kind: RunKind;
  readonly backend: BackendId;
  readonly source: RunSource;
  readonly engines: readonly RunEngine[];
  /** Cores of this machine, to tell a pool larger than they are. */
  readonly cores: number;
  /** When the user asked, ms since the epoch. */
  readonly created: number;
  readonly tasks: readonly TaskRecord[];
  readonly metrics: RunMetrics;
  /** Of a map/reduce job: what it was given, how far it is, what came of it. */
  readonly job?: JobRecord;
  readonly baseline?: Baseline;
  /**
   * Of cells that run once each, on whichever engine is free: the titles of all of them, in the file's order, begun or not.
   * Their tasks' labels are these titles.
   */
  readonly cells?: readonly string[];
  /** The speed-up that the user expected before the run. */
  readonly guess?: number;
  /** Its window was closed while it ran; what had been done until then is here. */
  readonly windowClosed?: boolean;
}

/** One thing that an engine put out, in the order in which it did. `task` is the task that it belongs to. */
export type OutputItem = { readonly task: number } & (
  | {
      readonly kind: "text";
      readonly stream: "stdout" | "stderr";
      readonly text: string;
    }
  | { readonly kind: "display"; readonly value: RichValue }
  | { readonly kind: "result"; readonly value: RichValue }
  | { readonly kind: "error"; readonly error: TaskError }
);

/** All that one engine put out in a run. */
export interface EngineOutput {
  readonly engine: number;
  readonly items: readonly OutputItem[];
  /** Bytes of output beyond the limit, counted and not kept. */
  readonly notKept: number;
}

/** A run as it is shown and kept: the record and what the engines put out. */
export interface RunSnapshot {
  readonly record: RunRecord;
  readonly outputs: readonly EngineOutput[];
  readonly finished: boolean;
}

/**
 * What has changed in a run since the last delta. Tasks come whole, outputs are what was added; only their `notKept`
 * counts from the beginning.
 */
export interface RunDelta {
  readonly runId: string;
  readonly engines: readonly RunEngine[];
  readonly tasks: readonly TaskRecord[];
  readonly outputs: readonly EngineOutput[];
  readonly metrics: RunMetrics;
  /** Whole, where something of it changed. */
  readonly job?: JobRecord;
  readonly baseline?: Baseline;
  readonly finished: boolean;
}

/** One engine's part of the result of `run`, as the command line prints it. */
export interface EngineResult {
  readonly engine: number;
  readonly status: TaskStatus;
  readonly stdout: string;
  readonly stderr: string;
  readonly value: string | null;
  readonly error?: TaskError;
  /** Bytes of output beyond the limit. */
  readonly notKept?: number;
}

/** One cell's part of the result of `run --balanced`, as the command line prints it. */
export interface CellResult extends Omit<EngineResult, "engine"> {
  /** Its number in the file, from 1. */
  readonly cell: number;
  readonly title: string;
  /** The engine that ran it; null where none did. Its `notKept` is of all that it ran. */
  readonly engine: number | null;
}
