import type { Disposable } from "../base/disposable";
import { Emitter } from "../base/event";
import type { Engine } from "../engines/engine";
import type { ScheduledOutcome, Scheduler } from "../engines/scheduler";
import type { TaskError, TaskStatus } from "../protocol/engineCalls";
import type { TaskRecord } from "../protocol/run";
import { type CellsUnderWay, type PieceOutcome, tellDeath } from "./cellsUnderWay";
import { isOccupied } from "./isOccupied";
import type { Piece } from "./pieceQueue";
import { addEngine } from "./recordCall";

/**
 * Hands pieces of code to the cluster's own scheduler, in their order, which gives each to whichever of its engines is
 * free. Not more of them at a time than there are engines that are free for them: the scheduler does not know what else its
 * engines do, and what it has cannot be called off without asking all of them.
 */
export class ScheduledCells {
  private readonly waiting: { readonly index: number; readonly piece: Piece }[];
  private readonly flying = new Set<ScheduledPiece>();
  private readonly landed = new Emitter<void>();

  constructor(
    private readonly cells: CellsUnderWay,
    private readonly scheduler: Scheduler,
  ) {
    this.waiting = cells.pieces.map((piece, index) => ({ index, piece }));
  }

  /** One outcome a piece, in their order. Rejects when an engine cannot start. */
  async outcomes(): Promise<PieceOutcome[]> {
    const { cells } = this;
    const { signal } = cells;
    const ready = await this.ready();
    const failed: unknown[] = [];
    while (!signal.aborted) {
      const piece = this.next(ready());
      if (piece) void this.fly(piece).catch((error) => failed.push(error));
      else if (failed.length > 0 || (this.flying.size === 0 && !this.hasWork(ready()))) break;
      else await this.news(cells.engines);
    }
    while (this.flying.size > 0) await this.news([]);
    if (failed.length > 0) throw failed[0];
    return cells.outcomes;
  }

  /**
   * Starts the engines and prepares them. Answers those of them that are still there: one that takes a dead one's place lacks
   * what was run on all of them before.
   */
  private async ready(): Promise<() => readonly Engine[]> {
    const { cells } = this;
    const prepared = await Promise.all(
      cells.engines.map(async (engine) => {
        await engine.start();
        addEngine(engine, cells.run);
        return (await cells.setUp(engine)) ? [{ engine, process: engine.info.restarts }] : [];
      }),
    );
    const ready = prepared.flat();
    return () => {
      const there = this.scheduler.engines;
      return ready
        .filter(({ engine, process }) => engine.info.restarts === process && there.includes(engine))
        .map(({ engine }) => engine);
    };
  }

  /** The first piece that waits for which an engine is free. */
  private next(ready: readonly Engine[]): ScheduledPiece | undefined {
    const ours = new Set([...this.flying].map(({ engine }) => engine));
    for (const [at, { index, piece }] of this.waiting.entries()) {
      const able = ableOf(ready, piece).filter((engine) => ours.has(engine) || !isOccupied(engine));
      const before = [...this.flying].filter(({ engines }) => engines.every((one) => able.includes(one)));
      if (before.length >= able.length) continue;
      this.waiting.splice(at, 1);
      return new ScheduledPiece(this.cells, piece, index, able);
    }
    return undefined;
  }

  private hasWork(ready: readonly Engine[]): boolean {
    return this.waiting.some(({ piece }) => ableOf(ready, piece).length > 0);
  }

  private async fly(piece: ScheduledPiece): Promise<void> {
    this.flying.add(piece);
    try {
      await piece.submit(this.scheduler);
    } finally {
      this.flying.delete(piece);
      this.landed.fire();
    }
  }

  /** Waits until a piece has ended, or an engine does something else. */
  private news(engines: readonly Engine[]): Promise<void> {
    const { signal } = this.cells;
    return new Promise((resolve) => {
      const end = () => {
        for (const subscription of subscriptions) subscription.dispose();
        signal.removeEventListener("abort", end);
        resolve();
      };
      const subscriptions = [
        this.landed.event(end),
        ...(engines.length > 0 ? [this.scheduler.onDidChange(end)] : []),
        ...engines.map((engine) => engine.onDidChange(end)),
      ];
      if (engines.length > 0) signal.addEventListener("abort", end);
    });
  }
}

function ableOf(ready: readonly Engine[], { targets }: Piece): readonly Engine[] {
  return ready.filter(({ info }) => targets?.includes(info.id) ?? true);
}

/** One piece that is with the scheduler: a task of the run as soon as an engine begins with it. */
class ScheduledPiece {
  private readonly overdue = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private task: TaskRecord | undefined;
  private watched: Disposable | undefined;
  /** Ends the wait for the scheduler, whose word on a death comes seconds after it. */
  private readonly lost: Promise<undefined>;
  private giveUp: () => void = () => {};
  /** The one that has it, once that is known. */
  engine: Engine | undefined;

  constructor(
    private readonly cells: CellsUnderWay,
    private readonly piece: Piece,
    private readonly index: number,
    readonly engines: readonly Engine[],
  ) {
    this.lost = new Promise((resolve) => {
      this.giveUp = () => resolve(undefined);
    });
  }

  async submit(scheduler: Scheduler): Promise<void> {
    const { retries = 0, onNotStopping } = this.cells.options;
    const { title: _, targets: __, ...source } = this.piece;
    const ended = scheduler.submit(
      { op: "execute", main: true, ...source },
      {
        engines: this.engines,
        retries,
        signal: AbortSignal.any([this.overdue.signal, this.cells.signal]),
        onStarted: (engine, { attempt, submitted }) => this.begin(engine, attempt, submitted),
        onEvent: (event) => this.task && this.cells.run.taskEvent(this.task, event),
        onNotStopping: (engine) => onNotStopping?.(engine),
      },
    );
    try {
      const outcome = await Promise.race([ended, this.lost]);
      if (outcome) this.land(outcome);
    } finally {
      this.forget();
    }
  }

  private begin(engine: Engine, attempt: number, submitted: number): void {
    const { run, options } = this.cells;
    const { id, restarts } = engine.info;
    this.lose("died", attempt - 1);
    addEngine(engine, run);
    this.engine = engine;
    this.task = run.beginTask(id, "run", { attempt, label: this.piece.title, submitted });
    this.watched = engine.onDidChange((info) => {
      if (info.restarts !== restarts) this.lose(info.lastDeath ?? "died", attempt);
    });
    const { timeoutSeconds } = options;
    if (timeoutSeconds) this.timer = setTimeout(() => this.overdue.abort(), timeoutSeconds * 1000);
  }

  /** The engine that had it is gone, if one had it. */
  private lose(reason: string, attempt: number): void {
    if (!this.task) return;
    const { retries = 0 } = this.cells.options;
    const isRetried = attempt <= retries && !this.cells.signal.aborted;
    const error = this.death(reason, isRetried);
    if (!isRetried) {
      this.end("died", { error });
      this.giveUp();
      return;
    }
    this.forget();
    this.cells.run.endTask(this.task, { status: "died", error });
    this.task = undefined;
  }

  private land({ engine: _, submitted: __, values: ___, ...outcome }: ScheduledOutcome): void {
    const { error } = outcome;
    if (outcome.status === "died") {
      this.end("died", { error: this.death(error?.message ?? "died", false) });
      return;
    }
    const isLate = outcome.status === "interrupted" && this.overdue.signal.aborted;
    this.end(isLate ? "timeout" : outcome.status, outcome);
  }

  private end(status: TaskStatus, outcome: Partial<Omit<ScheduledOutcome, "status">>): void {
    const { task } = this;
    this.forget();
    if (!task) return; // no engine had it
    this.task = undefined;
    this.cells.run.endTask(task, { ...outcome, status });
    const { result, error } = outcome;
    const told = { ...(result && { result }), ...(error && { error }) };
    this.cells.end(this.index, { engine: task.engine, task: task.id, status, ...told });
  }

  private death(reason: string, isRetried: boolean): TaskError {
    return { name: "EngineDied", message: tellDeath(this.piece.title, reason, isRetried), traceback: "" };
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.watched?.dispose();
  }
}
