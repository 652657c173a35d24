import type { SweepSetting } from "../../protocol/sweep";

/** Splits smaller than this are nobody's choice. */
const SMALLEST_SPLIT = 1 << 10;
/** Splits an engine, of the sizes that are tried. */
const SPLITS_AN_ENGINE = [1, 2, 4, 16, 64];

/** 1, 2, 4, … engines, and in the end `most`. */
export function engineSettings(most: number): SweepSetting[] {
  const counts: number[] = [];
  for (let count = 1; count < most; count *= 2) counts.push(count);
  return [...counts, most].map((engines) => ({ engines }));
}

/** Sizes of splits for an input of so many bytes, the smallest first: from one split an engine to many. */
export function splitSettings(bytes: number, engines: number): SweepSetting[] {
  const sizes = SPLITS_AN_ENGINE.map((splits) => Math.ceil(bytes / (engines * splits)));
  const useful = sizes.filter((size) => size >= SMALLEST_SPLIT);
  return [...new Set(useful)].sort((a, b) => a - b).map((splitSize) => ({ engines, splitSize }));
}

/**
 * The order of a sweep's runs, as indices of settings: in rounds, each setting once in each, every other round backwards.
 * A machine that gets slower or faster while the sweep goes on (heat, other programs) then does so for all settings alike.
 */
export function sweepOrder(settings: number, repeats: number): number[] {
  const forth = Array.from({ length: settings }, (_, at) => at);
  const back = forth.toReversed();
  return Array.from({ length: repeats }, (_, round) => (round % 2 === 0 ? forth : back)).flat();
}
