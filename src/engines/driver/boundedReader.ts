import type { Readable } from "node:stream";

/** Most bytes read from one engine's output in a second: fast enough for real output, slow enough to stay cheap. */
const BYTES_PER_SECOND = 200 << 20;
/** Length of the window in which the rate is kept, in ms. */
const WINDOW = 50;

/**
 * Reads a stream at a bounded rate. An engine that prints without end then waits in its own `write`, and neither
 * the editor nor the other engines pay for it.
 */
export function readBounded(stream: Readable, onChunk: (chunk: Buffer) => void): void {
  let windowStart = 0;
  let inWindow = 0;
  stream.on("data", (chunk: Buffer) => {
    const now = performance.now();
    if (now - windowStart > WINDOW) {
      windowStart = now;
      inWindow = 0;
    }
    inWindow += chunk.length;
    onChunk(chunk);
    if (inWindow > (BYTES_PER_SECOND * WINDOW) / 1000) {
      stream.pause();
      setTimeout(() => stream.resume(), windowStart + WINDOW - now);
    }
  });
  // A pipe of a killed process may end with an error; its end is told by the process's exit.
  stream.on("error", () => {});
}
