/** The speed-up that stands for "slower than one engine". */
export const SLOWER = 0.5;

/** What a person may expect of so many engines: slower than one, no faster, some steps between, and as many times as there are. */
export function guesses(engines: number): readonly number[] {
  const steps = engines < 3 ? [1.5] : [0.25, 0.5, 0.75].map((part) => roundToHalf(1 + part * (engines - 1)));
  return [SLOWER, ...new Set([1, ...steps, engines])];
}

function roundToHalf(value: number): number {
  return Math.round(value * 2) / 2;
}
