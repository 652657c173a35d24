import { errors, type LabsError } from "../base/errors";
import { Emitter } from "../base/event";
import type { Engine } from "../engines/engine";
import { NO_ENGINE_LEFT, type ScheduledOutcome, type Scheduler } from "../engines/scheduler";
import type { Json } from "../protocol/values";
import type { Run } from "../runs/run";
import { type Chunk, ChunkQueue } from "./chunkQueue";
import { failureOf } from "./failure";
import { DEFAULT_RETRIES, type MapOptions } from "./mapOptions";
import { MapResults, mapCall } from "./mapResults";
import { ScheduledMessage } from "./scheduledMessage";
import { Workforce } from "./workforce";

/**
 * Messages for each engine that are with the scheduler: one at work and one that follows at once. More would decide early
 * how large the last ones are, and fill the queue that the cluster's clients share.
 */
const AHEAD = 2;

/** One `map` under way, whose messages the cluster's own scheduler gives to engines. */
export class ScheduledMap {
  private readonly came: MapResults;
  private readonly stop = new AbortController();
  private readonly turned = new Emitter<void>();
  private flying = 0;
  private broken: { readonly reason: unknown } | undefined;
  private death: LabsError | undefined;

  constructor(
    private readonly fn: string,
    private readonly items: readonly Json[],
    private readonly scheduler: Scheduler,
    private readonly run: Run,
    private readonly options: MapOptions,
  ) {
    this.came = new MapResults(items.length, run, options);
  }

  async results(): Promise<Json[]> {
    if (this.items.length === 0) return [];
    const { signal } = this.options;
    const force = await Workforce.gather(this.scheduler, (engine) => this.isFit(engine));
    const changes = force.onDidChange(() => this.turned.fire());
    try {
      await this.work(force, AbortSignal.any([this.stop.signal, ...(signal ? [signal] : [])]));
    } finally {
      changes.dispose();
      force.dispose();
    }
    if (signal?.aborted) throw errors.cancelled(`The map of ${this.fn}`);
    if (this.broken) throw this.broken.reason;
    if (this.came.hasFailed) throw this.came.failure();
    return this.came.done;
  }

  /** Whether an engine that came later knows the function, for which a map of nothing asks. */
  private async isFit(engine: Engine): Promise<boolean> {
    await this.options.prepare?.(engine);
    const { status } = await engine.call(mapCall(this.fn, [], false), { isQuestion: true });
    return status === "ok";
  }

  private async work(force: Workforce, signal: AbortSignal): Promise<void> {
    const queue = new ChunkQueue(this.items, force.engines.length, this.options.chunkSize);
    for (;;) {
      while (!signal.aborted && this.flying < AHEAD * force.engines.length) {
        const chunks = queue.next();
        if (chunks.length === 0) break;
        void this.fly(chunks, queue, force, signal);
      }
      if (force.isLost && !signal.aborted && !(queue.isEmpty && this.flying === 0)) {
        this.break(this.deathOf(force));
      }
      if (this.flying === 0 && (signal.aborted || queue.isEmpty)) return;
      await this.turn();
    }
  }

  private turn(): Promise<void> {
    return new Promise((resolve) => {
      const subscription = this.turned.event(() => {
        subscription.dispose();
        resolve();
      });
    });
  }

  private break(reason: unknown): void {
    this.broken ??= { reason };
    this.stop.abort();
  }

  private async fly(
    chunks: readonly Chunk[],
    queue: ChunkQueue,
    force: Workforce,
    signal: AbortSignal,
  ): Promise<void> {
    this.flying += 1;
    try {
      await this.send(chunks, queue, force, signal);
      if (this.came.hasFailed && this.options.errors !== "all") this.stop.abort();
    } catch (error) {
      this.break(error);
    } finally {
      this.flying -= 1;
      this.turned.fire();
    }
  }

  private async send(
    chunks: readonly Chunk[],
    queue: ChunkQueue,
    force: Workforce,
    signal: AbortSignal,
  ): Promise<void> {
    const { retries = DEFAULT_RETRIES, errors: which, onNotStopping } = this.options;
    const message = new ScheduledMessage(chunks, this.run, this.came, (lost) => {
      this.death = lost;
    });
    const outcome = await this.scheduler.submit(mapCall(this.fn, chunks, which === "all"), {
      engines: force.engines,
      retries: Math.max(0, retries - message.attempt),
      signal,
      onStarted: (engine, start) => message.begin(engine, start),
      onEvent: (event) => message.take(event),
      onNotStopping: (engine) => onNotStopping?.(engine),
    });
    const left = message.land(outcome);
    const { status, started, completed, error } = outcome;
    const items = chunks.reduce((sum, chunk) => sum + chunk.items.length, 0);
    if (status === "ok") queue.learn(items, completed - started);
    if (left.length === 0 || signal.aborted) return;
    // The engines that might have done it are gone; there may be others by now.
    if (error?.name === NO_ENGINE_LEFT && message.attempt <= retries) queue.putBack(left);
    else throw this.failure(outcome, force);
  }

  private failure({ status, engine, error }: ScheduledOutcome, force: Workforce): Error {
    const known = this.death ?? force.death;
    if (engine) return failureOf(engine.info.id, status, error);
    if (status === "died" && known) return known;
    if (error?.name === NO_ENGINE_LEFT) return this.deathOf(force);
    return errors.clusterStart(`its scheduler says ${error?.message ?? "nothing"}`);
  }

  private deathOf(force: Workforce): LabsError {
    return this.death ?? force.death ?? errors.clusterStart("none of its engines is left");
  }
}
