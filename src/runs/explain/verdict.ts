import type { Cause } from "./timeSpent";

/** A cause is named when it took at least this part of the engines' time. */
export const NOTABLE = 0.05;

/** What can stand in the way of more speed-up. `slower`: tasks took longer than on one engine alone. */
export type Obstacle = Exclude<Cause, "working"> | "slower";

/** What there is to say of a run's speed-up in one sentence; a host puts it into words. */
export type Verdict =
  /** Not all is done: the figures are of what has ended so far. */
  | { readonly kind: "unfinished" }
  /** Tasks failed or were stopped, so that nobody knows what all of the work takes. */
  | { readonly kind: "failed"; readonly failed: number; readonly tasks: number }
  /** One engine worked, of so many that the run had; `tasks` is how many tasks there were. */
  | { readonly kind: "alone"; readonly engines: number; readonly tasks: number }
  /** As fast as can be, or nearly so. */
  | { readonly kind: "well" }
  /** Faster than the processors can compute: tasks waited for something else than a core, `cpuShare` of the time not. */
  | { readonly kind: "overlapped"; readonly cpuShare: number }
  /** Faster than the processors can compute, and it is not known why. */
  | { readonly kind: "beyond" }
  /** Slower than one engine: the work took less than what came with handing it out, both in engines' seconds. */
  | { readonly kind: "tiny"; readonly worked: number; readonly overhead: number }
  /** No cause took a notable part. */
  | { readonly kind: "unclear" }
  | {
      readonly kind: "obstacle";
      readonly obstacle: Obstacle;
      /** Of the engines' time; for `waiter`, of the run's. */
      readonly share: number;
      /** The engine that waited most of all, where it alone waited notably. */
      readonly waiter?: number;
      /** The engine that was waited for. */
      readonly slowest?: number;
    };
