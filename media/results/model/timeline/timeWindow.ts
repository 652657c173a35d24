/** A stretch of a run, in ms from its beginning. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** The shortest stretch that can be looked at: clocks tell no less. */
const SHORTEST = 0.01;

/** A stretch that is `factor` times as long, in which `at` stands where it stood, as far as the run goes. */
export function zoomed(window: TimeWindow, factor: number, at: number, length: number): TimeWindow {
  const span = window.to - window.from;
  const next = Math.max(Math.min(SHORTEST, length), Math.min(length, span * factor));
  const share = span > 0 ? (at - window.from) / span : 0;
  return within(at - share * next, next, length);
}

/** The stretch so much later, or earlier, as far as the run goes. */
export function panned(window: TimeWindow, by: number, length: number): TimeWindow {
  return within(window.from + by, window.to - window.from, length);
}

/** The stretch moved as little as possible so that it holds another one, or the beginning of one that is longer. */
export function showing(window: TimeWindow, part: TimeWindow, length: number): TimeWindow {
  const span = window.to - window.from;
  if (part.from >= window.from && part.to <= window.to) return window;
  const isLater = part.to > window.to && part.to - part.from <= span;
  return within(isLater ? part.to - span : part.from, span, length);
}

/** Whether it is all of a run. */
export function isWhole({ from, to }: TimeWindow, length: number): boolean {
  return from <= 0 && to >= length;
}

function within(from: number, span: number, length: number): TimeWindow {
  const start = Math.max(0, Math.min(from, length - span));
  return { from: start, to: start + span };
}
