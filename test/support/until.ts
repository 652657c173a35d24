import { setTimeout as delay } from "node:timers/promises";

/** How long to wait for one condition: far past what a busy machine needs; it only exists to name what never came. */
export const PATIENCE_MS = 120_000;

const POLL_MS = 50;

/**
 * Waits until `probe` gives something other than undefined or false, and returns that.
 *
 * @param condition what is waited for, in words that complete "waited for …"
 * @param seen tells what there was instead, for the error's message
 * @throws when {@link PATIENCE_MS} have passed, naming the condition
 */
export async function until<T>(
  condition: string,
  probe: () => T | undefined | false | Promise<T | undefined | false>,
  seen?: () => unknown,
): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) {
      const instead = seen === undefined ? "" : `; there was ${JSON.stringify(await seen())}`;
      throw new Error(`Waited ${PATIENCE_MS / 1000} s for ${condition}${instead}`);
    }
    await delay(POLL_MS);
  }
}
