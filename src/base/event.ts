import { type Disposable, toDisposable } from "./disposable";

/** Subscribes a listener; disposing the answer ends the subscription. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** The one owner of an event. Listeners run in the order of their subscribing. */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    const own = (value: T) => listener(value);
    this.listeners.add(own);
    return toDisposable(() => this.listeners.delete(own));
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }

  dispose(): void {
    this.listeners.clear();
  }
}
