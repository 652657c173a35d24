import type { SweepPoint, SweepRecord } from "../../../src/protocol/sweep";
import { amdahlBound, processorsOf } from "../../../src/runs/explain/laws";
import { type AmdahlFit, fitAmdahl } from "../../../src/runs/sweep/amdahlFit";
import { type Spread, spreadOf } from "../../../src/runs/sweep/statistics";

/** Places between the settings at which the theory's curves are drawn. */
const STEPS = 64;

/** A setting that was measured: where it stands, and its value with the range of its runs. */
export interface MeasuredPoint {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

/**
 * What the chart of a sweep draws. Of engines: the speed-up over one engine's median; of splits: seconds. The curves
 * have a value for each of `xs`, null where there is none.
 */
export interface SweepCurves {
  readonly xs: readonly number[];
  /** The settings, where the axis has its labels. */
  readonly settings: readonly number[];
  readonly points: readonly MeasuredPoint[];
  readonly ideal: readonly number[];
  readonly amdahl: readonly number[];
}

/** One line of the table. */
export interface SweepRow extends Partial<Spread> {
  readonly point: SweepPoint;
  readonly runs: number;
  readonly speedup?: number;
  /** The speed-up by Amdahl's law, where it could be fitted. */
  readonly fitted?: number;
}

/** The law's curve for a sweep of engines. */
export function fitOf({ of, points, cores }: SweepRecord): AmdahlFit | undefined {
  return of === "engines" ? fitAmdahl(points, cores) : undefined;
}

export function sweepRows(sweep: SweepRecord): SweepRow[] {
  const one = medianOfOne(sweep);
  const fit = fitOf(sweep);
  return sweep.points.map((point) => {
    const spread = spreadOf(point);
    return {
      point,
      runs: point.walls.length,
      ...spread,
      ...(one !== undefined && spread && { speedup: one / spread.median }),
      ...(fit && { fitted: fittedAt(point.engines, fit, sweep) }),
    };
  });
}

export function sweepCurves(sweep: SweepRecord): SweepCurves {
  const { of, points, cores } = sweep;
  const settings = points.map(({ engines, splitSize }) => (of === "engines" ? engines : (splitSize ?? 0)));
  const one = medianOfOne(sweep);
  const measured = points.flatMap((point, at): MeasuredPoint[] => {
    const spread = spreadOf(point);
    const x = settings[at] ?? 0;
    if (!spread) return [];
    if (of === "splits") return [{ x, y: spread.median, low: spread.least, high: spread.most }];
    if (one === undefined) return [];
    return [{ x, y: one / spread.median, low: one / spread.most, high: one / spread.least }];
  });
  if (of === "splits") return { xs: settings, settings, points: measured, ideal: [], amdahl: [] };
  const xs = [...new Set([...settings, ...steps(Math.max(...settings)), cores])]
    .filter((x) => x <= Math.max(...settings))
    .sort((a, b) => a - b);
  const fit = fitOf(sweep);
  return {
    xs,
    settings,
    points: measured,
    ideal: xs.map((x) => processorsOf(x, cores)),
    amdahl: fit ? xs.map((x) => fittedAt(x, fit, sweep)) : [],
  };
}

/** What the fitted law says of so many engines, over what one engine really took. */
function fittedAt(engines: number, { serialFraction, one }: AmdahlFit, sweep: SweepRecord): number {
  const measured = medianOfOne(sweep) ?? one;
  return (measured / one) * amdahlBound(serialFraction, processorsOf(engines, sweep.cores));
}

function medianOfOne({ of, points }: SweepRecord): number | undefined {
  const alone = of === "engines" ? points.find(({ engines }) => engines === 1) : undefined;
  return alone && spreadOf(alone)?.median;
}

function steps(most: number): number[] {
  return Array.from({ length: STEPS }, (_, at) => most ** (at / (STEPS - 1)));
}
