/** The time now, in ms since the epoch, fractional; never goes back within a process. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
