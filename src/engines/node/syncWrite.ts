import { writeSync } from "node:fs";

const clock = new Int32Array(new SharedArrayBuffer(4));
/** How long to wait for a full pipe's reader before trying again, in ms. */
const FULL_PIPE_PAUSE = 1;

/** Writes all bytes before it returns. A child process that shares the pipe may have made it non-blocking. */
export function writeFully(fd: number, bytes: Uint8Array): void {
  let at = 0;
  while (at < bytes.byteLength) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(clock, 0, 0, FULL_PIPE_PAUSE);
    }
  }
}
