import { errors } from "../base/errors";
import { Emitter } from "../base/event";
import type { Engine } from "../engines/engine";
import type { TaskError, TaskStatus } from "../protocol/engineCalls";
import type { SourceText } from "../protocol/sourceText";
import type { RichValue } from "../protocol/values";
import type { Run } from "../runs/run";
import { type Piece, PieceQueue, type QueuedPiece } from "./pieceQueue";
import { addEngine, type RecordedOutcome, type RecordOptions, recordCall } from "./recordCall";

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

/**
 * Runs pieces of code once each, in their order, each on whichever of its engines is free next. One `executeEach` under
 * way.
 */
export class BalancedCells {
  private readonly queue: PieceQueue;
  private readonly ended = new Map<number, PieceOutcome>();
  private readonly stop = new AbortController();
  private readonly signal: AbortSignal;
  /** Pieces that are with engines. */
  private flying = 0;
  private readonly landed = new Emitter<void>();
  /** Engines on which what all pieces need did not end well, and how. */
  private readonly unfit = new Map<number, RecordedOutcome>();

  constructor(
    private readonly pieces: readonly Piece[],
    private readonly engines: readonly Engine[],
    private readonly run: Run,
    private readonly options: EachOptions,
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
    this.queue = new PieceQueue(pieces);
    this.signal = AbortSignal.any([this.stop.signal, ...(options.signal ? [options.signal] : [])]);
  }

  /** One outcome a piece, in their order. Rejects when an engine that is needed cannot start. */
  async outcomes(): Promise<PieceOutcome[]> {
    const fed = await Promise.allSettled(this.engines.map((engine) => this.feed(engine)));
    const broken = fed.find((outcome) => outcome.status === "rejected");
    if (broken && this.ended.size < this.pieces.length && !this.signal.aborted) throw broken.reason;
    return this.pieces.map((piece, index) => this.ended.get(index) ?? this.neverRan(piece));
  }

  /**
   * Gives an engine one piece after the other, until nothing is left for it. One that was replaced gets nothing more: its new
   * namespace lacks what was run on all engines before, and a cell that does without might do something else, unnoticed.
   */
  private async feed(engine: Engine): Promise<void> {
    await engine.start();
    addEngine(engine, this.run);
    if (!(await this.setUp(engine))) return;
    const { id, pid } = engine.info;
    while (!this.signal.aborted && engine.info.pid === pid) {
      // What it does for another run comes first: whoever is free takes the piece sooner.
      const isFree = !isOccupied(engine);
      const next = isFree ? this.queue.take(id) : undefined;
      if (next) await this.fly(() => this.send(engine, next));
      // An engine that dies may leave its piece to this one.
      else if (this.flying > 0 || (!isFree && this.queue.hasFor(id))) await this.news(engine);
      else return;
    }
  }

  /** Whether an engine is ready for pieces. */
  private async setUp(engine: Engine): Promise<boolean> {
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

  private async send(engine: Engine, queued: QueuedPiece): Promise<void> {
    const { retries = 0, errors: which = "all", onProgress } = this.options;
    const { title, targets: _, ...source } = queued.piece;
    const isRetried = queued.attempt <= retries;
    const outcome = await recordCall(
      engine,
      this.run,
      {
        phase: "run",
        call: { op: "execute", main: true, ...source },
        label: title,
        attempt: queued.attempt,
        onDeath: (reason) =>
          isRetried
            ? `${reason} under the cell "${title}", which is tried again on another engine.`
            : `${reason} under the cell "${title}". It may have done part of its work, so it is not tried again by itself.`,
      },
      { ...this.options, signal: this.signal },
    );
    if (outcome.status === "died" && isRetried && !this.signal.aborted) return this.queue.retry(queued);
    const { status, result, error, task } = outcome;
    const told = { ...(result && { result }), ...(error && { error }) };
    this.ended.set(queued.index, { title, engine: engine.info.id, task, status, ...told });
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

  private async fly(send: () => Promise<void>): Promise<void> {
    this.flying += 1;
    try {
      await send();
    } finally {
      this.flying -= 1;
      this.landed.fire();
    }
  }

  /** Waits until a piece has ended, the engine does something else, or all is called off. */
  private news(engine: Engine): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        for (const subscription of subscriptions) subscription.dispose();
        this.signal.removeEventListener("abort", end);
        resolve();
      };
      const subscriptions = [this.landed.event(end), engine.onDidChange(end)];
      this.signal.addEventListener("abort", end);
    });
  }
}

/** Whether an engine does something of another run. */
function isOccupied({ info: { state } }: Engine): boolean {
  return state === "busy" || state === "interrupting";
}

function namesOf(ids: readonly number[]): string {
  return `engine${ids.length === 1 ? "" : "s"} ${ids.join(", ")}`;
}
