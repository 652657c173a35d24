import { errors, type LabsError } from "../base/errors";
import { Emitter } from "../base/event";
import { EngineTaskError } from "../views/failure";
import { EngineLost, isOwnFinding, type Member } from "./member";
import type { Attempt, TaskQueue } from "./taskQueue";

/** How often a task is tried in all. */
const ATTEMPTS = 3;

/** One kind of task that the crew is to do. */
export interface Labour<T> {
  readonly queue: TaskQueue<T>;
  /** Does the task on an engine and keeps its answer. */
  work(member: Member, task: Attempt<T>): Promise<void>;
  /** What the task is called in an error: "reduce task 3". */
  name(work: T): string;
  /** An engine died; what it had done may have to be done again. */
  onLost?(member: Member): void;
}

/** The engines of a job: whichever is free takes the next task; what fails goes to another engine. */
export class Crew {
  private readonly landed = new Emitter<void>();
  /** Engines that died and have not finished a task since. */
  private readonly fallen = new Set<number>();
  private failure: { readonly reason: unknown } | undefined;

  /** `stop` ends what is under way; the crew aborts it when a failure cannot be helped. */
  constructor(
    readonly members: readonly Member[],
    private readonly stop: AbortController,
    private readonly signal: AbortSignal,
  ) {}

  /** Works until the queue is empty. Throws the failure that cannot be helped; then nothing is under way any more. */
  async do<T>(labour: Labour<T>): Promise<void> {
    let flying = 0;
    const serve = async (member: Member) => {
      while (!this.isOver) {
        const task = labour.queue.next(member.id, this.isAlone(member));
        if (task) {
          flying += 1;
          await this.attempt(member, task, labour).finally(() => {
            flying -= 1;
            this.landed.fire();
          });
        } else if (flying > 0 || !labour.queue.isEmpty) await this.landing(flying > 0);
        else return;
      }
    };
    await this.all(serve);
  }

  /** Has every member do something once, at the same time; members that die under it are told to `onLost`. */
  async each(work: (member: Member) => Promise<void>, onLost: (member: Member) => void): Promise<void> {
    await this.all(async (member) => {
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

  private async attempt<T>(member: Member, task: Attempt<T>, labour: Labour<T>): Promise<void> {
    try {
      await labour.work(member, task);
      this.fallen.delete(member.id);
    } catch (error) {
      if (this.isOver) throw error;
      const lost = error instanceof EngineLost;
      if (lost) labour.onLost?.(member);
      if (task.number >= ATTEMPTS || !isWorthRetrying(error)) {
        throw lost ? deathOver(error, labour.name(task.work), task.number) : error;
      }
      labour.queue.retry(task, member.id);
      if (lost) this.fell(member, error, labour.name(task.work));
    }
  }

  /** Notes a death. When every engine died and none did anything since, there is no use in going on. */
  private fell(member: Member, { failure }: EngineLost, what?: string): void {
    this.fallen.add(member.id);
    const { length } = this.members;
    if (this.fallen.size < length) return;
    const over = what === undefined ? "" : ` over ${what}`;
    const all = length === 1 ? "" : `; all ${length} engines of the job have died`;
    throw new EngineTaskError("crash", member.id, `${failure.message}${over}${all}.`);
  }

  private isAlone(member: Member): boolean {
    return this.members.every((other) => other === member || this.fallen.has(other.id));
  }

  /** The end of some task; or at once a turn later, where none is under way and another member may take what is left. */
  private landing(isFlying: boolean): Promise<void> {
    return new Promise((resolve) => {
      if (!isFlying) {
        setImmediate(resolve);
        return;
      }
      const subscription = this.landed.event(() => {
        subscription.dispose();
        resolve();
      });
    });
  }
}

/** What the input or the keys are like does not change on another engine. */
function isWorthRetrying(error: unknown): boolean {
  if (error instanceof EngineLost) return true;
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
