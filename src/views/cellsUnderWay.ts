import { errors } from "../base/errors";
import type { Engine } from "../engines/engine";
import type { TaskError, TaskStatus } from "../protocol/engineCalls";
import type { SourceText } from "../protocol/sourceText";
import type { RichValue } from "../protocol/values";
import type { Run } from "../runs/run";
import type { Piece } from "./pieceQueue";
import { type RecordedOutcome, type RecordOptions, recordCall } from "./recordCall";

/** Label of tasks that prepare an engine for pieces. */
const SET_UP = "(set-up)";

/** Options of `executeEach`; `timeoutSeconds` is for each piece. */
export interface EachOptions extends RecordOptions {
  /**
   * How often a piece is tried again on another engine when an engine dies under it. Not at all, unless this says so: a
   * cell may have written a file or sent a message before that.
   */
  readonly retries?: number;
  /** Runs on every engine before its first piece; an engine on which it does not end well gets none. */
  readonly setUp?: SourceText;
  /** `all` runs every piece, whatever became of the others; `first` stops all at the first that does not end well. */
  readonly errors?: "first" | "all";
  /** Told of every piece that has ended: pieces so far, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** How a piece ended. */
export interface PieceOutcome {
  readonly title: string;
  /** The engine that ran it, and the id of its task in the run; absent where no engine did. */
  readonly engine?: number;
  readonly task?: number;
  /** `interrupted` also where it was called off before it began, `died` where no engine was left that might take it. */
  readonly status: TaskStatus;
  /** The last expression's value, where it is one. */
  readonly result?: RichValue;
  readonly error?: TaskError;
}

/** How a piece ended on an engine. */
type Ended = Pick<RecordedOutcome, "engine" | "task" | "status" | "result" | "error">;

/** Pieces of code that run once each, and what became of them so far; who gives them to engines is not decided here. */
export class CellsUnderWay {
  private readonly ended = new Map<number, PieceOutcome>();
  private readonly stop = new AbortController();
  /** Engines on which what all pieces need did not end well, and how. */
  private readonly unfit = new Map<number, RecordedOutcome>();
  /** Aborted when all is called off. */
  readonly signal: AbortSignal;

  /** Throws `wrong-usage` for a piece that none of the engines may take. */
  constructor(
    readonly pieces: readonly Piece[],
    readonly engines: readonly Engine[],
    readonly run: Run,
    readonly options: EachOptions,
  ) {
    if (engines.length === 0 && pieces.length > 0)
      throw errors.wrongUsage("There is no engine to run the cells: start one first.");
    const ids = engines.map(({ info }) => info.id);
    for (const { title, targets } of pieces) {
      if (targets?.some((id) => ids.includes(id)) ?? true) continue;
      throw errors.wrongUsage(
        `The cell "${title}" may run on ${namesOf(targets ?? [])} only, and those that take part are ${ids.join(", ")}: change its targets, or choose others.`,
      );
    }
    this.signal = AbortSignal.any([this.stop.signal, ...(options.signal ? [options.signal] : [])]);
  }

  /** Whether every piece has ended. */
  get areOver(): boolean {
    return this.ended.size === this.pieces.length;
  }

  /** One outcome a piece, in their order. */
  get outcomes(): PieceOutcome[] {
    return this.pieces.map((piece, index) => this.ended.get(index) ?? this.neverRan(piece));
  }

  /** Runs what all pieces need on an engine. Resolves with whether it is ready for them. */
  async setUp(engine: Engine): Promise<boolean> {
    const { setUp } = this.options;
    if (!setUp || this.signal.aborted) return true;
    const call = { op: "execute", main: true, ...setUp } as const;
    const outcome = await recordCall(
      engine,
      this.run,
      { phase: "run", call, label: SET_UP },
      { ...this.options, signal: this.signal },
    );
    if (outcome.status !== "ok") this.unfit.set(engine.info.id, outcome);
    return outcome.status === "ok";
  }

  /** A piece has ended on an engine. */
  end(index: number, { engine, task, status, result, error }: Ended): void {
    const { errors: which = "all", onProgress } = this.options;
    const title = this.pieces[index]?.title ?? "";
    const told = { ...(result && { result }), ...(error && { error }) };
    this.ended.set(index, { title, engine, task, status, ...told });
    onProgress?.(this.ended.size, this.pieces.length);
    if (status !== "ok" && which === "first") this.stop.abort();
  }

  private neverRan({ title, targets }: Piece): PieceOutcome {
    if (this.signal.aborted) return { title, status: "interrupted" };
    const able = this.engines.filter(({ info }) => targets?.includes(info.id) ?? true);
    const unfit = able.flatMap(({ info }) => this.unfit.get(info.id) ?? []);
    const [first] = unfit;
    if (first && unfit.length === able.length) {
      const { name = "Error", message = `it ended with ${first.status}` } = first.error ?? {};
      const said = `The code before the first cell did not end well on engine ${first.engine} (${name}: ${message}), so the cell "${title}" was not run.`;
      return { title, status: first.status, error: { name: "SetUpFailed", message: said, traceback: "" } };
    }
    const lost = able
      .map(({ info }) => `engine ${info.id} ${info.lastDeath ?? "was stopped or restarted"}`)
      .join(", ");
    const message = `No engine is left for the cell "${title}": ${lost}, and what it had in memory is gone. Run what the cells need on all engines, then those that did not run.`;
    return { title, status: "died", error: { name: "EngineDied", message, traceback: "" } };
  }
}

/** What to say of an engine that died under a piece. */
export function tellDeath(title: string, reason: string, isRetried: boolean): string {
  return isRetried
    ? `${reason} under the cell "${title}", which is tried again on another engine.`
    : `${reason} under the cell "${title}". It may have done part of its work, so it is not tried again by itself.`;
}

function namesOf(ids: readonly number[]): string {
  return `engine${ids.length === 1 ? "" : "s"} ${ids.join(", ")}`;
}
