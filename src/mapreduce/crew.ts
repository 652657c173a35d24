import { errors, LabsError } from "../base/errors";
import { Emitter } from "../base/event";
import { EngineTaskError } from "../views/failure";
import { Beaten, EngineLost, isOwnFinding, type Member } from "./member";
import type { Attempt, TaskQueue } from "./taskQueue";

/** How often a task is tried in all. */
const ATTEMPTS = 3;

/** One kind of task that the crew is to do. */
export interface Labour<T> {
  readonly queue: TaskQueue<T>;
  /** Does the task on an engine, as a step of the attempt, and keeps its answer. Throws {@link Beaten} as that does. */
  work(member: Member, attempt: Attempt<T>): Promise<void>;
  /** What the task is called in an error: "reduce task 3". */
  name(work: T): string;
  /** An engine died; what it had done may have to be done again. */
  onLost?(member: Member): void;
}

/**
 * The engines of a job: whichever is free takes the next task, or when none waits one that takes another engine too
 * long; what fails goes to another engine. The crew addresses engines itself also where the cluster has a scheduler of
 * its own (`LoadBalancedView` uses that): what an engine has mapped is in its memory until it is shuffled, so the steps
 * that follow have to be that engine's.
 */
export class Crew {
  private readonly landed = new Emitter<void>();
  /** Engines that died and have not finished a task since. */
  private readonly fallen = new Set<number>();
  /** Engines that died for good: nothing replaces them, and the others do without. */
  private readonly gone = new Set<number>();
  private failure: { readonly reason: unknown } | undefined;

  /** `stop` ends what is under way; the crew aborts it when a failure cannot be helped. */
  constructor(
    readonly members: readonly Member[],
    private readonly stop: AbortController,
    private readonly signal: AbortSignal,
  ) {}

  /** Works until the queue is empty. Throws the failure that cannot be helped; then nothing is under way any more. */
  async do<T>(labour: Labour<T>): Promise<void> {
    const { queue } = labour;
    const serve = async (member: Member) => {
      while (!this.isOver && !this.gone.has(member.id)) {
        const attempt = queue.next(member.id, this.isAlone(member));
        if (attempt) await this.attempt(member, attempt, labour).finally(() => this.landed.fire());
        else if (queue.isUnderWay) await this.landing(queue.patience(member.id));
        else if (!queue.isEmpty)
          await nextTurn(); // another member may take what is left
        else return;
      }
    };
    await this.all(serve);
  }

  /** Has every member do something once, at the same time; members that die under it are told to `onLost`. */
  async each(work: (member: Member) => Promise<void>, onLost: (member: Member) => void): Promise<void> {
    await this.all(async (member) => {
      if (this.gone.has(member.id)) return;
      try {
        await work(member);
        this.fallen.delete(member.id);
      } catch (error) {
        if (!(error instanceof EngineLost)) throw error;
        onLost(member);
        this.fell(member, error);
      }
    });
  }

  private get isOver(): boolean {
    return this.signal.aborted || this.stop.signal.aborted;
  }

  private async all(serve: (member: Member) => Promise<void>): Promise<void> {
    const end = (reason: unknown) => {
      this.failure ??= { reason }; // what others say after it is that they were stopped
      this.stop.abort();
      this.landed.fire();
    };
    await Promise.all(this.members.map((member) => serve(member).catch(end)));
    if (this.signal.aborted) throw errors.cancelled("The job");
    if (this.failure) throw this.failure.reason;
  }

  private async attempt<T>(member: Member, attempt: Attempt<T>, labour: Labour<T>): Promise<void> {
    const { queue } = labour;
    try {
      await labour.work(member, attempt);
      queue.end(attempt);
      this.fallen.delete(member.id);
    } catch (error) {
      queue.end(attempt);
      if (this.isOver) throw error;
      if (error instanceof Beaten) return;
      const lost = error instanceof EngineLost;
      const name = labour.name(attempt.work);
      if (lost) labour.onLost?.(member);
      if (!attempt.isBeaten) {
        if (attempt.number >= ATTEMPTS || !isWorthRetrying(error)) {
          throw lost ? deathOver(error, name, attempt.number) : error;
        }
        queue.retry(attempt);
      }
      if (lost) this.fell(member, error, name);
    }
  }

  /** Notes a death. When every engine died and none did anything since, there is no use in going on. */
  private fell(member: Member, { failure, isFinal }: EngineLost, what?: string): void {
    this.fallen.add(member.id);
    if (isFinal) this.gone.add(member.id);
    const { length } = this.members;
    if (this.fallen.size < length) return;
    const over = what === undefined ? "" : ` over ${what}`;
    const all = length === 1 ? "" : `; all ${length} engines of the job have died`;
    throw new EngineTaskError("crash", member.id, `${failure.message}${over}${all}.`);
  }

  private isAlone(member: Member): boolean {
    return this.members.every((other) => other === member || this.fallen.has(other.id));
  }

  /** The end of some task, or `patience` ms. */
  private landing(patience: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        subscription.dispose();
        clearTimeout(timer);
        resolve();
      };
      const subscription = this.landed.event(done);
      const timer = patience === undefined ? undefined : setTimeout(done, patience);
    });
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What the input or the keys are like does not change on another engine; a disk may have room again. */
function isWorthRetrying(error: unknown): boolean {
  if (error instanceof EngineLost || (error instanceof LabsError && error.code === "disk-full")) return true;
  if (!(error instanceof EngineTaskError) || error.kind !== "task") return false;
  return !(error.taskError && isOwnFinding(error.taskError));
}

function deathOver({ failure }: EngineLost, what: string, times: number): LabsError {
  const engine = failure instanceof EngineTaskError ? failure.engine : 0;
  return new EngineTaskError(
    "crash",
    engine,
    `${failure.message} over ${what}, which was tried ${times} times.`,
  );
}
