import { errors, type LabsError } from "../base/errors";
import { Emitter } from "../base/event";
import type { Engine } from "../engines/engine";
import type { Scheduler } from "../engines/scheduler";
import type { ChunkOutcome, TaskError } from "../protocol/engineCalls";
import type { TaskRecord } from "../protocol/run";
import type { Json } from "../protocol/values";
import type { Run } from "../runs/run";
import { BalancedCells } from "./balancedCells";
import { CellsUnderWay, type EachOptions, type PieceOutcome } from "./cellsUnderWay";
import { type Chunk, ChunkQueue } from "./chunkQueue";
import { failureOf } from "./failure";
import { DEFAULT_RETRIES, type MapOptions } from "./mapOptions";
import { MapResults, mapCall } from "./mapResults";
import type { Piece } from "./pieceQueue";
import { ScheduledCells } from "./scheduledCells";
import { ScheduledMap } from "./scheduledMap";

export type { MapOptions };

/**
 * Gives each next task to whichever engine is free (ipyparallel's LoadBalancedView). Where the cluster has a scheduler of
 * its own, that decides which engine it is; elsewhere the view feeds the engines itself. Map/reduce jobs are not given out
 * so (`mapreduce/crew.ts`): what an engine has mapped is in its memory, so they have to choose engines.
 */
export class LoadBalancedView {
  /** `scheduler` is the cluster's own, for these engines. */
  constructor(
    private readonly engines: readonly Engine[],
    private readonly run: Run,
    private readonly scheduler?: Scheduler,
  ) {}

  /** Calls a function once, on an engine that is free. */
  async apply(fn: string, item: Json, options: MapOptions = {}): Promise<Json> {
    const [result] = await this.map(fn, [item], options);
    return result ?? null;
  }

  /**
   * Calls `fn`, an expression in the engines' namespaces, on every item; the results in the items' order.
   * Items and results are plain data (a tuple comes back as a list).
   */
  async map(fn: string, items: readonly Json[], options: MapOptions = {}): Promise<Json[]> {
    const { chunkSize } = options;
    if (chunkSize !== undefined && !(Number.isInteger(chunkSize) && chunkSize > 0)) {
      throw errors.wrongUsage(`chunkSize is ${chunkSize}, and must be a whole number from 1.`);
    }
    if (this.scheduler && (await this.scheduler.isUsable())) {
      return new ScheduledMap(fn, items, this.scheduler, this.run, options).results();
    }
    return new MapJob(fn, items, this.engines, this.run, options).results();
  }

  /**
   * Runs pieces of code once each, in their order, each on whichever of its engines is free. Each engine keeps its own names,
   * so a piece must not need another's. Resolves with one outcome a piece, in their order; one that fails stops no other,
   * unless the options say so. Throws `wrong-usage` for a piece that none of the view's engines may take.
   */
  async executeEach(pieces: readonly Piece[], options: EachOptions = {}): Promise<PieceOutcome[]> {
    const cells = new CellsUnderWay(pieces, this.engines, this.run, options);
    if (this.scheduler && (await this.scheduler.isUsable())) {
      return await new ScheduledCells(cells, this.scheduler).outcomes();
    }
    return await new BalancedCells(cells).outcomes();
  }
}

/** One `map` under way, whose engines the view feeds. */
class MapJob {
  private readonly queue: ChunkQueue;
  private readonly came: MapResults;
  private readonly stop = new AbortController();
  /** Messages that are with engines. */
  private flying = 0;
  private readonly landed = new Emitter<void>();
  private death: LabsError | undefined;

  constructor(
    private readonly fn: string,
    items: readonly Json[],
    private readonly engines: readonly Engine[],
    private readonly run: Run,
    private readonly options: MapOptions,
  ) {
    this.queue = new ChunkQueue(items, engines.length, options.chunkSize);
    this.came = new MapResults(items.length, run, options);
  }

  async results(): Promise<Json[]> {
    const { signal } = this.options;
    const all = AbortSignal.any([this.stop.signal, ...(signal ? [signal] : [])]);
    const outcomes = await Promise.allSettled(this.engines.map((engine) => this.feed(engine, all)));
    const broken = outcomes.find((outcome) => outcome.status === "rejected");
    if (signal?.aborted) throw errors.cancelled(`The map of ${this.fn}`);
    if (broken) throw broken.reason;
    if (this.came.hasFailed) throw this.came.failure();
    if (this.death && !this.queue.isEmpty) throw this.death; // no engine is left that could go on
    return this.came.done;
  }

  /**
   * Feeds one engine until nothing is left; a failure stops the others, too. An engine that was replaced gets nothing
   * more: its new namespace lacks what the function needs.
   */
  private async feed(engine: Engine, signal: AbortSignal): Promise<void> {
    const { restarts } = engine.info;
    const isSame = () => engine.info.restarts === restarts;
    try {
      while (!signal.aborted && isSame()) {
        const chunks = this.queue.next();
        if (chunks.length > 0) await this.fly(() => this.send(engine, chunks, signal, isSame));
        else if (this.flying > 0)
          await this.landing(); // an engine that dies leaves its chunks to others
        else return;
        if (this.came.hasFailed && this.options.errors !== "all") this.stop.abort();
      }
    } catch (error) {
      this.stop.abort();
      throw error;
    }
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

  private landing(): Promise<void> {
    return new Promise((resolve) => {
      const subscription = this.landed.event(() => {
        subscription.dispose();
        resolve();
      });
    });
  }

  private async send(
    engine: Engine,
    chunks: readonly Chunk[],
    signal: AbortSignal,
    isSame: () => boolean,
  ): Promise<void> {
    await engine.start();
    const { id, pid, host } = engine.info;
    if (!isSame()) {
      this.death ??= failureOf(id, "died");
      this.queue.putBack(chunks);
      return;
    }
    this.run.addEngine({ id, pid, host });
    const tasks = chunks.map(({ attempt, items }) =>
      this.run.beginTask(id, "map", { attempt, records: items.length }),
    );
    const open = new Set(tasks.keys());
    const finish = (outcome: ChunkOutcome) => {
      const chunk = chunks[outcome.index];
      const task = tasks[outcome.index];
      if (!chunk || !task || !open.delete(outcome.index)) return;
      this.came.take(chunk, task, outcome);
    };
    const [first] = tasks;
    const outcome = await engine.call(mapCall(this.fn, chunks, this.options.errors === "all"), {
      signal,
      onEvent: (event) => {
        if (event.type === "chunks") for (const chunk of event.chunks) finish(chunk);
        else if (first) this.run.taskEvent(first, event);
      },
      onNotStopping: () => this.options.onNotStopping?.(engine),
    });
    const items = chunks.reduce((sum, chunk) => sum + chunk.items.length, 0);
    if (outcome.status === "ok") this.queue.learn(items, outcome.completed - outcome.started);
    const { status, error } = outcome;
    const lost = [...open].flatMap(
      (index) => this.lose(chunks[index], tasks[index], status, error, signal) ?? [],
    );
    if (lost[0]) throw lost[0];
  }

  /** A chunk whose engine ended the call without it: tried elsewhere after a death, else why the map fails. */
  private lose(
    chunk: Chunk | undefined,
    task: TaskRecord | undefined,
    status: "ok" | "error" | "interrupted" | "died",
    error: TaskError | undefined,
    signal: AbortSignal,
  ): LabsError | undefined {
    if (!chunk || !task) return undefined;
    this.run.endTask(task, { status: status === "ok" ? "error" : status, ...(error && { error }) });
    if (signal.aborted) return undefined;
    const { retries = DEFAULT_RETRIES } = this.options;
    const failure = failureOf(task.engine, status, error);
    if (status !== "died" || chunk.attempt > retries) return failure;
    this.death = failure;
    this.queue.retry(chunk);
    return undefined;
  }
}
