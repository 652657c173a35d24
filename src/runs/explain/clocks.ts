import type { TaskRecord } from "../../protocol/run";

type Timed = Pick<TaskRecord, "engine" | "submitted" | "started" | "completed" | "received">;

/**
 * How far each engine's clock has to be moved, in ms, to agree with the host's; engines whose clocks may agree already
 * are not listed. A task cannot start before it was submitted, nor be received before it was completed, so each task
 * bounds the offset from both sides. Of what all bounds allow the smallest move is taken; where a clock drifted so much
 * that nothing satisfies them all, the middle.
 *
 * The bounds are those of F. Cristian, "Probabilistic clock synchronization", Distributed Computing 3, 1989.
 */
export function clockOffsets(tasks: readonly Timed[]): ReadonlyMap<number, number> {
  const bounds = new Map<number, { least: number; most: number }>();
  for (const { engine, submitted, started, completed, received } of tasks) {
    const bound = bounds.get(engine) ?? { least: -Infinity, most: Infinity };
    bounds.set(engine, bound);
    if (started !== undefined) bound.least = Math.max(bound.least, submitted - started);
    if (completed !== undefined && received !== undefined) {
      bound.most = Math.min(bound.most, received - completed);
    }
  }
  return new Map(
    [...bounds].flatMap(([engine, { least, most }]) => {
      if (least <= 0 && most >= 0) return [];
      if (least > most) return [[engine, (least + most) / 2] as const];
      return [[engine, least > 0 ? least : most] as const];
    }),
  );
}
