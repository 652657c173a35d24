import { tickStep, ticks } from "d3-array";
import type { TimeWindow } from "./timeWindow";

/** A line of the axis: its time, in ms from the run's beginning, and what it is called. */
export interface Tick {
  readonly time: number;
  readonly label: string;
}

const [SECOND, MINUTE] = [1000, 60_000];

/** At most about `count` lines at round times in a window, in ms, in seconds, or in minutes and seconds. */
export function axisTicks({ from, to }: TimeWindow, count: number): Tick[] {
  const unit = to - from > 5 * MINUTE ? MINUTE : to >= SECOND ? SECOND : 1;
  const step = tickStep(from / unit, to / unit, count);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return ticks(from / unit, to / unit, count).map((value) => ({
    time: value * unit,
    label: unit === MINUTE ? clock(value) : `${value.toFixed(decimals)} ${unit === SECOND ? "s" : "ms"}`,
  }));
}

function clock(minutes: number): string {
  const seconds = Math.round(minutes * 60);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
