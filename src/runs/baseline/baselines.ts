import type { Baseline } from "../../protocol/run";

/** How many measurements are remembered. */
const MOST = 200;

/** Measurements by the key of their work, the oldest first. */
export type Baselines = readonly (readonly [key: string, baseline: Baseline])[];

/** What one engine needed for some work, if that was measured. */
export function baselineOf(baselines: Baselines, key: string): Baseline | undefined {
  return baselines.find(([other]) => other === key)?.[1];
}

/** The measurements with one more, which takes the place of an older one of the same work; the oldest are forgotten. */
export function withBaseline(baselines: Baselines, key: string, baseline: Baseline, most = MOST): Baselines {
  return [...baselines.filter(([other]) => other !== key), [key, baseline] as const].slice(-most);
}
