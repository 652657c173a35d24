/** Crashes in {@link CRASH_SPAN} after each of which the server is started again. */
export const MOST_CRASHES = 4;

/** In ms. */
export const CRASH_SPAN = 3 * 60_000;

/** Whether to start a server again that crashed: a few times, but not for ever. */
export class Crashes {
  private times: number[] = [];

  /** Counts a crash at a time, in ms; false when there were too many of late. */
  mayRestart(now: number): boolean {
    this.times = [...this.times.filter((time) => now - time < CRASH_SPAN), now];
    return this.times.length <= MOST_CRASHES;
  }

  /** Somebody had it started anew. */
  forget(): void {
    this.times = [];
  }
}
