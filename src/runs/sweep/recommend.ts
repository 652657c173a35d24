import type { SweepOf, SweepPoint } from "../../protocol/sweep";
import { spreadOf } from "./statistics";

/** What is so near to the best is as good. */
export const AS_GOOD = 0.05;

export interface Recommendation {
  readonly point: SweepPoint;
  /** Its median, and that of the fastest, in seconds. */
  readonly median: number;
  readonly best: number;
  /** Whether nothing was faster. */
  readonly isFastest: boolean;
}

/**
 * The setting to use: of those whose median is within {@link AS_GOOD} of the best, the one that costs least: the fewest
 * engines, or the largest splits, which are the fewest tasks. Undefined while nothing was measured.
 */
export function recommend(of: SweepOf, points: readonly SweepPoint[]): Recommendation | undefined {
  const measured = points.flatMap((point) => {
    const spread = spreadOf(point);
    return spread ? [{ point, median: spread.median }] : [];
  });
  const best = Math.min(...measured.map(({ median }) => median));
  const good = measured.filter(({ median }) => median <= best * (1 + AS_GOOD));
  const cost = ({ engines, splitSize = 0 }: SweepPoint) => (of === "engines" ? engines : -splitSize);
  const [chosen] = good.sort((a, b) => cost(a.point) - cost(b.point));
  return chosen && { ...chosen, best, isFastest: chosen.median === best };
}
