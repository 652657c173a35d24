import type { SweepPoint } from "../../protocol/sweep";
import { processorsOf } from "../explain/laws";

/** Amdahl's law as it fits some measurements best: T(p) = one × (f + (1 - f) / p). */
export interface AmdahlFit {
  /** The part of the work that does not get faster, `f`, 0 to 1. */
  readonly serialFraction: number;
  /** Seconds on one engine, by the fit. */
  readonly one: number;
}

/**
 * The law's f and T(1) by least squares over every single run: with x = 1/p it is the line T = one·f + one·(1 - f)·x. p
 * is how many engines could work at the same time, so more engines than cores do not count as serial work. Where the best
 * line has a negative part, the nearest possible one stands in for it: no serial part, or nothing but that. Undefined
 * where there are not two different p.
 *
 * G. M. Amdahl, AFIPS Spring Joint Computer Conference, 1967; see `amdahlBound`.
 */
export function fitAmdahl(points: readonly SweepPoint[], cores: number): AmdahlFit | undefined {
  const runs = points.flatMap(({ engines, walls }) =>
    walls.map((wall) => ({ x: 1 / processorsOf(engines, cores), wall })),
  );
  if (new Set(runs.map(({ x }) => x)).size < 2) return undefined;
  const [meanX, meanWall] = [mean(runs.map(({ x }) => x)), mean(runs.map(({ wall }) => wall))];
  const covariance = mean(runs.map(({ x, wall }) => (x - meanX) * (wall - meanWall)));
  const variance = mean(runs.map(({ x }) => (x - meanX) ** 2));
  const divided = covariance / variance;
  const serial = meanWall - divided * meanX;
  if (divided <= 0) return { serialFraction: 1, one: meanWall };
  if (serial <= 0) {
    const through = mean(runs.map(({ x, wall }) => x * wall)) / mean(runs.map(({ x }) => x * x));
    return { serialFraction: 0, one: through };
  }
  return { serialFraction: serial / (serial + divided), one: serial + divided };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
