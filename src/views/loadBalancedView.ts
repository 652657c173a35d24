import { errors, type LabsError } from "../base/errors";
import { Emitter } from "../base/event";
import type { Engine } from "../engines/engine";
import type { ChunkOutcome, EngineCall, TaskError } from "../protocol/engineCalls";
import type { TaskRecord } from "../protocol/run";
import type { Json } from "../protocol/values";
import type { Run } from "../runs/run";
import { BalancedCells, type EachOptions, type PieceOutcome } from "./balancedCells";
import { type Chunk, ChunkQueue } from "./chunkQueue";
import { EngineTaskError, failureOf } from "./failure";
import { parseResults } from "./parseResults";
import type { Piece } from "./pieceQueue";

export interface MapOptions {
  readonly signal?: AbortSignal;
  /** Items a task; absent, tasks adapt to how long items take. */
  readonly chunkSize?: number;
  /** How often items are tried again when an engine dies under them; tasks are taken to be idempotent. */
  readonly retries?: number;
  /** `first` stops at the first item that raises; `all` tries every item and throws an AggregateError at the end. */
  readonly errors?: "first" | "all";
  /** Told of every task that is done: items done so far, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly onNotStopping?: (engine: Engine) => void;
}

const DEFAULT_RETRIES = 2;

interface ItemError {
  readonly index: number;
  readonly engine: number;
  readonly error: TaskError;
}

/** Gives each next task to whichever engine is free (ipyparallel's LoadBalancedView). */
export class LoadBalancedView {
  constructor(
    private readonly engines: readonly Engine[],
    private readonly run: Run,
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
    return new MapJob(fn, items, this.engines, this.run, options).results();
  }

  /**
   * Runs pieces of code once each, in their order, each on whichever of its engines is free. Each engine keeps its own names,
   * so a piece must not need another's. Resolves with one outcome a piece, in their order; one that fails stops no other,
   * unless the options say so. Throws `wrong-usage` for a piece that none of the view's engines may take.
   */
  async executeEach(pieces: readonly Piece[], options: EachOptions = {}): Promise<PieceOutcome[]> {
    return new BalancedCells(pieces, this.engines, this.run, options).outcomes();
  }
}

/** One `map` under way. */
class MapJob {
  private readonly queue: ChunkQueue;
  private readonly done: Json[];
  private readonly failed: ItemError[] = [];
  private readonly stop = new AbortController();
  private count = 0;
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
    this.done = new Array<Json>(items.length).fill(null);
  }

  async results(): Promise<Json[]> {
    const { signal } = this.options;
    const all = AbortSignal.any([this.stop.signal, ...(signal ? [signal] : [])]);
    const outcomes = await Promise.allSettled(this.engines.map((engine) => this.feed(engine, all)));
    const broken = outcomes.find((outcome) => outcome.status === "rejected");
    if (signal?.aborted) throw errors.cancelled(`The map of ${this.fn}`);
    if (broken) throw broken.reason;
    if (this.failed.length > 0) throw this.failure();
    if (this.death && !this.queue.isEmpty) throw this.death; // no engine is left that could go on
    return this.done;
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
        if (this.failed.length > 0 && this.options.errors !== "all") this.stop.abort();
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
      this.take(chunk, task, outcome);
    };
    const [first] = tasks;
    const outcome = await engine.call(this.message(chunks), {
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

  private message(chunks: readonly Chunk[]): EngineCall {
    const texts = chunks.map((chunk) => Buffer.from(JSON.stringify(chunk.items)));
    const joined = new Uint8Array(texts.reduce((sum, text) => sum + text.length, 0));
    let at = 0;
    for (const text of texts) {
      joined.set(text, at);
      at += text.length;
    }
    const lengths = texts.map((text) => text.length);
    return { op: "map", fn: this.fn, chunks: joined, lengths, allErrors: this.options.errors === "all" };
  }

  private take(chunk: Chunk, task: TaskRecord, outcome: ChunkOutcome): void {
    const { started, completed, cpuSeconds, waitSeconds, results } = outcome;
    parseResults(outcome).forEach((value, at) => {
      this.done[chunk.start + at] = value;
    });
    for (const { item, error } of outcome.errors) {
      this.failed.push({ index: chunk.start + item, engine: task.engine, error });
    }
    const [bad] = outcome.errors;
    const bytes = { bytesOut: results.byteLength };
    const status = bad ? "error" : "ok";
    this.run.endTask(task, {
      status,
      started,
      completed,
      cpuSeconds,
      waitSeconds,
      ...bytes,
      ...(bad && { error: bad.error }),
    });
    this.count += chunk.items.length;
    this.options.onProgress?.(this.count, this.done.length);
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

  private failure(): Error {
    const described = this.failed
      .sort((a, b) => a.index - b.index)
      .map(({ index, engine, error }) => {
        const message = `item ${index} on engine ${engine}: ${error.name}: ${error.message}`;
        return new EngineTaskError("task", engine, message, error);
      });
    const [first] = described;
    if (this.options.errors !== "all" && first) return first;
    return new AggregateError(described, `${described.length} of ${this.done.length} items failed`);
  }
}
