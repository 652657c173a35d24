/** Work that is tried again when it failed. */
export interface Attempt<T> {
  readonly work: T;
  /** 1 the first time. */
  readonly number: number;
  /** The engine on which it failed last, which gets it again only when no other is there. */
  readonly not?: number;
}

/** Work that waits for a free engine, in order, and what failed before the rest. */
export class TaskQueue<T> {
  private readonly waiting: Attempt<T>[];

  constructor(work: readonly T[]) {
    this.waiting = work.map((each) => ({ work: each, number: 1 }));
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  /** The next task for an engine. `alone`: no other engine could take what this one failed at. */
  next(engine: number, alone: boolean): Attempt<T> | undefined {
    const at = this.waiting.findIndex(({ not }) => alone || not !== engine);
    return at < 0 ? undefined : this.waiting.splice(at, 1)[0];
  }

  retry({ work, number }: Attempt<T>, not: number): void {
    this.waiting.unshift({ work, number: number + 1, not });
  }

  /** Puts back work whose results were lost through no fault of its own. */
  putBack(work: readonly T[]): void {
    this.waiting.unshift(...work.map((each) => ({ work: each, number: 1 })));
  }
}
