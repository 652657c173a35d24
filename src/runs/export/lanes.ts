/** A stretch of time, in whatever unit; `to` is not before `from`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Placed<T> {
  readonly stretch: T;
  lane: number;
}

/**
 * Lays stretches on lanes so that those of one lane do not overlap, on as few lanes as can be: each takes a lane that
 * is free when it begins, in the order of their beginnings (interval partitioning; J. Kleinberg and É. Tardos,
 * "Algorithm Design", 2006, section 4.1).
 * @returns the stretches of each lane in the order of time
 */
export function lanesOf<T extends Stretch>(stretches: readonly T[]): T[][] {
  const placed: Placed<T>[] = stretches.map((stretch) => ({ stretch, lane: -1 }));
  const byBeginning = placed.toSorted(
    ({ stretch: a }, { stretch: b }) => a.from - b.from || a.to - b.to, // one without length before what begins with it
  );
  const byEnd = placed.toSorted(
    ({ stretch: a }, { stretch: b }) => a.to - b.to || a.from - b.from, // one without length after what ends with it
  );
  const lanes: T[][] = [];
  const free: number[] = [];
  let ended = 0;
  for (const next of byBeginning) {
    for (let other = byEnd[ended]; other && isOver(other, next.stretch.from); other = byEnd[++ended]) {
      free.push(other.lane);
    }
    next.lane = free.pop() ?? lanes.push([]) - 1;
    lanes[next.lane]?.push(next.stretch);
  }
  return lanes;
}

function isOver({ stretch, lane }: Placed<Stretch>, time: number): boolean {
  return lane >= 0 && stretch.to <= time;
}
