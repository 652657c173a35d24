import { Interrupted } from "./interrupts";

/** A line of the user's file, from 1. */
export interface UserLine {
  readonly filename: string;
  readonly line: number;
}

/**
 * What the user's code is waiting for. Code that awaits cannot be stopped where it is; instead every `await` of a cell
 * asks on its return whether it still belongs to something that goes on (see rewriteCell.ts).
 */
export class Activity {
  private epoch = 0;
  private at: UserLine | undefined;

  /** The line that was last seen to await. */
  get waitingAt(): UserLine | undefined {
    return this.at;
  }

  begin(): void {
    this.at = undefined;
  }

  /** All code that awaits now is to stop when it goes on. */
  abandon(): void {
    this.epoch += 1;
  }

  waiting(filename: string, line: number): number {
    this.at = { filename, line };
    return this.epoch;
  }

  resumed<T>(epoch: number, value: T): T {
    if (epoch !== this.epoch) throw new Interrupted();
    return value;
  }

  async *watched<T>(items: AsyncIterable<T> | Iterable<T | Promise<T>>): AsyncGenerator<Awaited<T>> {
    const { epoch } = this;
    for await (const item of items) yield this.resumed(epoch, item);
  }
}
