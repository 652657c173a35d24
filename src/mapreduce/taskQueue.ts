import { now } from "../base/clock";

/** How many times as long as others of its size a task is under way before another engine tries it, too. */
const SLOW = 3;
/** No task is tried on another engine before it has been under way for so long, in ms. */
const PATIENCE = 1000;

/** One engine's try at a piece of work. Of several at the same work the first that ends it has it. */
export class Attempt<T> {
  private readonly stop = new AbortController();

  /** @param onWin told when this is the one that counts */
  constructor(
    readonly work: T,
    /** How often the work was begun, this time included. */
    readonly number: number,
    readonly engine: number,
    readonly begun: number,
    private readonly onWin: () => void,
  ) {}

  /** Aborted when another engine was first. */
  get signal(): AbortSignal {
    return this.stop.signal;
  }

  get isBeaten(): boolean {
    return this.stop.signal.aborted;
  }

  /** Says that the work is done. False when another was first, so that this does not count; else the others stop. */
  wins(): boolean {
    if (this.isBeaten) return false;
    this.onWin();
    return true;
  }

  beat(): void {
    this.stop.abort();
  }
}

interface Waiting<T> {
  readonly work: T;
  /** The engine on which it failed last, which gets it again only when no other is there. */
  readonly not?: number;
}

/**
 * Work of one kind: what waits for a free engine, in order and what failed before the rest; and what is under way, of
 * which the last stragglers are given to a second engine.
 */
export class TaskQueue<T> {
  private readonly waiting: Waiting<T>[];
  private readonly underWay = new Set<Attempt<T>>();
  private readonly begun = new Map<T, number>();
  /** What the tasks that are done took, in ms by size. */
  private readonly paces: number[] = [];

  /** @param sizeOf about how long each takes, in any unit; absent, none is ever given to a second engine */
  constructor(
    work: readonly T[],
    private readonly sizeOf?: (work: T) => number,
    private readonly clock: () => number = now,
  ) {
    this.waiting = work.map((each) => ({ work: each }));
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  get isUnderWay(): boolean {
    return this.underWay.size > 0;
  }

  /** The next task for an engine. `alone`: no other engine could take what this one failed at. */
  next(engine: number, alone: boolean): Attempt<T> | undefined {
    const at = this.waiting.findIndex(({ not }) => alone || not !== engine);
    const [task] = at < 0 ? [] : this.waiting.splice(at, 1);
    if (task) return this.begin(task.work, engine);
    if (!this.isEmpty) return undefined;
    const straggler = this.stragglers(engine).find(({ left }) => left <= 0);
    return straggler && this.begin(straggler.attempt.work, engine);
  }

  /** Milliseconds until {@link next} may have a straggler for an engine; undefined while none is to be expected. */
  patience(engine: number): number | undefined {
    if (!this.isEmpty) return undefined;
    const left = this.stragglers(engine).map((straggler) => straggler.left);
    return left.length > 0 ? Math.max(0, Math.min(...left)) : undefined;
  }

  /** Notes that an attempt has ended, well or not. */
  end(attempt: Attempt<T>): void {
    this.underWay.delete(attempt);
  }

  /** Has work that failed done again, by another engine where there is one; not when another is at it already. */
  retry(failed: Attempt<T>): void {
    if (this.rivals(failed).length > 0) return;
    this.waiting.unshift({ work: failed.work, not: failed.engine });
  }

  /** Puts back work whose results were lost through no fault of its own. */
  putBack(work: readonly T[]): void {
    for (const each of work) this.begun.delete(each);
    this.waiting.unshift(...work.map((each) => ({ work: each })));
  }

  private begin(work: T, engine: number): Attempt<T> {
    const number = (this.begun.get(work) ?? 0) + 1;
    this.begun.set(work, number);
    const attempt: Attempt<T> = new Attempt(work, number, engine, this.clock(), () => this.won(attempt));
    this.underWay.add(attempt);
    return attempt;
  }

  private won(attempt: Attempt<T>): void {
    this.underWay.delete(attempt);
    this.paces.push((this.clock() - attempt.begun) / this.size(attempt.work));
    for (const rival of this.rivals(attempt)) rival.beat();
  }

  private rivals(attempt: Attempt<T>): readonly Attempt<T>[] {
    return [...this.underWay].filter((other) => other !== attempt && other.work === attempt.work);
  }

  /** What one other engine is at, and how many ms are left to it before that is too long. */
  private stragglers(engine: number): { attempt: Attempt<T>; left: number }[] {
    if (!this.sizeOf || this.paces.length === 0) return [];
    const pace = [...this.paces].sort((a, b) => a - b)[this.paces.length >> 1] ?? 0;
    return [...this.underWay]
      .filter((each) => each.engine !== engine && !each.isBeaten && this.rivals(each).length === 0)
      .map((attempt) => {
        const most = Math.max(PATIENCE, SLOW * pace * this.size(attempt.work));
        return { attempt, left: attempt.begun + most - this.clock() };
      })
      .sort((a, b) => a.left - b.left);
  }

  private size(work: T): number {
    return Math.max(1, this.sizeOf?.(work) ?? 1);
  }
}
