import type { Progress } from "../../protocol/progress";
import { allEntries, entryOf, type ItemKey, type Part, type PartValues, setItem } from "./entries";

/** What takes a reset back. Plain data: it may be stored. */
export type Inverse = readonly {
  readonly key: ItemKey;
  readonly value: PartValues[Part];
  /** When the reset set it; what was done again since stays. */
  readonly at: number;
}[];

/** Takes back all that was done of a lesson, or of every lesson; `inverse` is for {@link undoReset}. */
export function resetProgress(
  progress: Progress,
  now: number,
  lesson?: string,
): { readonly progress: Progress; readonly inverse: Inverse } {
  let after = progress;
  const inverse: Inverse[number][] = [];
  for (const { key, entry } of allEntries(progress, lesson)) {
    if (entry.value === null) continue;
    after = setItem(after, key, null, now);
    inverse.push({ key, value: entry.value, at: entryOf(after, key)?.at ?? now });
  }
  return { progress: after, inverse };
}

/** Sets again what a reset took back, but for what was done since. */
export function undoReset(progress: Progress, inverse: Inverse, now: number): Progress {
  let after = progress;
  for (const { key, value, at } of inverse) {
    const entry = entryOf(after, key);
    if (entry === undefined || (entry.value === null && entry.at === at))
      after = setItem(after, key, value, now);
  }
  return after;
}
