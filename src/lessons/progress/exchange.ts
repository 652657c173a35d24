import { errors } from "../../base/errors";
import type { Progress } from "../../protocol/progress";
import { allEntries } from "./entries";
import { mergeProgress } from "./mergeProgress";
import { readProgress } from "./readProgress";

/** Says what an exported file is. */
const FORMAT = "parallel-lesson-labs-progress";

/** Progress as the text of a JSON file. */
export function exportProgress(progress: Progress): string {
  return `${JSON.stringify({ format: FORMAT, ...progress }, undefined, 2)}\n`;
}

/**
 * Merges an exported file in: nothing that was done later here is lost. Throws `wrong-usage` when the text is no export.
 * @returns `skipped` tells that parts of the file made no sense
 */
export function importProgress(
  progress: Progress,
  text: string,
): { readonly progress: Progress; readonly items: number; readonly skipped: boolean } {
  const stored = parse(text);
  if ((stored as { readonly format?: unknown } | null)?.format !== FORMAT) {
    throw errors.wrongUsage("This is no exported progress: choose a file that Export Progress wrote.");
  }
  const { state, corrupt } = readProgress(stored);
  const items = allEntries(state).length;
  if (corrupt !== undefined && items === 0) {
    throw errors.wrongUsage(
      "This progress is damaged, or of a newer version: update Parallel Lesson Labs, or export it again.",
    );
  }
  return { progress: mergeProgress(progress, state), items, skipped: corrupt !== undefined };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return null;
  }
}
