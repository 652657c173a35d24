import type { Disposable } from "../base/disposable";
import type { LabsError } from "../base/errors";
import { Emitter } from "../base/event";
import type { Engine } from "../engines/engine";
import type { Scheduler } from "../engines/scheduler";
import { failureOf } from "./failure";

/**
 * The engines that a cluster's scheduler may give a view's tasks to: those that were there when it began, and of those
 * that come later, or take a dead one's place, the ones that are fit for it.
 */
export class Workforce implements Disposable {
  private readonly changed = new Emitter<void>();
  /** Which of an engine's processes is meant, by how often it was replaced. */
  private readonly members = new Map<Engine, number>();
  private readonly seen = new Map<Engine, number>();
  private trying = 0;
  private readonly subscription: Disposable;
  readonly onDidChange = this.changed.event;
  /** The last death of one. */
  death: LabsError | undefined;

  /** `isFit` asks an engine that has come later, and is started. */
  private constructor(
    private readonly scheduler: Scheduler,
    private readonly isFit: (engine: Engine) => Promise<boolean>,
  ) {
    this.subscription = scheduler.onDidChange(() => this.follow());
  }

  /** Starts the engines that are there. Rejects with the first that cannot start. */
  static async gather(scheduler: Scheduler, isFit: (engine: Engine) => Promise<boolean>): Promise<Workforce> {
    const { engines } = scheduler;
    await Promise.all(engines.map((engine) => engine.start()));
    const force = new Workforce(scheduler, isFit);
    for (const engine of engines) force.admit(engine);
    force.follow();
    return force;
  }

  get engines(): readonly Engine[] {
    return [...this.members.keys()];
  }

  /** Whether none is left, and none is about to come. */
  get isLost(): boolean {
    return this.members.size === 0 && this.trying === 0;
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private admit(engine: Engine): void {
    this.members.set(engine, engine.info.restarts);
    this.seen.set(engine, engine.info.restarts);
  }

  private follow(): void {
    const { engines } = this.scheduler;
    const before = this.members.size;
    for (const [engine, process] of this.members) {
      const isSame = engine.info.restarts === process;
      if (isSame && engines.includes(engine)) continue;
      this.members.delete(engine);
      const { id, lastDeath = "left its cluster" } = engine.info;
      this.death = failureOf(id, "died", { name: "EngineDied", message: lastDeath, traceback: "" });
    }
    for (const engine of engines) {
      if (this.seen.get(engine) !== engine.info.restarts) void this.admitIfFit(engine);
    }
    if (this.members.size !== before) this.changed.fire();
  }

  private async admitIfFit(engine: Engine): Promise<void> {
    const { restarts } = engine.info;
    this.seen.set(engine, restarts);
    this.trying += 1;
    try {
      await engine.start();
      const isFit = await this.isFit(engine);
      if (isFit && engine.info.restarts === restarts) this.admit(engine);
    } catch {
      // It cannot start, which its state tells; the others go on.
    } finally {
      this.trying -= 1;
      this.follow();
      this.changed.fire();
    }
  }
}
