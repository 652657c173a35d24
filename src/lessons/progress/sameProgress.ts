import type { Progress } from "../../protocol/progress";
import { mergeProgress } from "./mergeProgress";

/** Whether two say the same, in whatever order. */
export function sameProgress(a: Progress, b: Progress): boolean {
  return a === b || inOrder(a) === inOrder(b);
}

/** Merging sorts. */
function inOrder(progress: Progress): string {
  return JSON.stringify(mergeProgress(progress, progress));
}
