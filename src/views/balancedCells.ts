import { Emitter } from "../base/event";
import type { Engine } from "../engines/engine";
import { type CellsUnderWay, type PieceOutcome, tellDeath } from "./cellsUnderWay";
import { isOccupied } from "./isOccupied";
import { PieceQueue, type QueuedPiece } from "./pieceQueue";
import { addEngine, recordCall } from "./recordCall";

/** Feeds pieces of code to engines, in their order, each to whichever of its engines is free next. */
export class BalancedCells {
  private readonly queue: PieceQueue;
  /** Pieces that are with engines. */
  private flying = 0;
  private readonly landed = new Emitter<void>();

  constructor(private readonly cells: CellsUnderWay) {
    this.queue = new PieceQueue(cells.pieces);
  }

  /** One outcome a piece, in their order. Rejects when an engine that is needed cannot start. */
  async outcomes(): Promise<PieceOutcome[]> {
    const { cells } = this;
    const fed = await Promise.allSettled(cells.engines.map((engine) => this.feed(engine)));
    const broken = fed.find((outcome) => outcome.status === "rejected");
    if (broken && !cells.areOver && !cells.signal.aborted) throw broken.reason;
    return cells.outcomes;
  }

  /**
   * Gives an engine one piece after the other, until nothing is left for it. One that was replaced gets nothing more: its new
   * namespace lacks what was run on all engines before, and a cell that does without might do something else, unnoticed.
   */
  private async feed(engine: Engine): Promise<void> {
    const { run, signal } = this.cells;
    await engine.start();
    addEngine(engine, run);
    if (!(await this.cells.setUp(engine))) return;
    const { id, pid } = engine.info;
    while (!signal.aborted && engine.info.pid === pid) {
      // What it does for another run comes first: whoever is free takes the piece sooner.
      const isFree = !isOccupied(engine);
      const next = isFree ? this.queue.take(id) : undefined;
      if (next) await this.fly(() => this.send(engine, next));
      // An engine that dies may leave its piece to this one.
      else if (this.flying > 0 || (!isFree && this.queue.hasFor(id))) await this.news(engine);
      else return;
    }
  }

  private async send(engine: Engine, queued: QueuedPiece): Promise<void> {
    const { run, options, signal } = this.cells;
    const { title, targets: _, ...source } = queued.piece;
    const isRetried = queued.attempt <= (options.retries ?? 0);
    const outcome = await recordCall(
      engine,
      run,
      {
        phase: "run",
        call: { op: "execute", main: true, ...source },
        label: title,
        attempt: queued.attempt,
        onDeath: (reason) => tellDeath(title, reason, isRetried),
      },
      { ...options, signal },
    );
    if (outcome.status === "died" && isRetried && !signal.aborted) this.queue.retry(queued);
    else this.cells.end(queued.index, outcome);
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
        this.cells.signal.removeEventListener("abort", end);
        resolve();
      };
      const subscriptions = [this.landed.event(end), engine.onDidChange(end)];
      this.cells.signal.addEventListener("abort", end);
    });
  }
}
