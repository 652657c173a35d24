import { closedRun } from "./closedRun";
import type { RunDrafts } from "./runDrafts";
import type { RunStore } from "./runStore";

/**
 * Takes over the runs of windows that are gone into the kept ones, as far as they came.
 * @param keep how many runs are kept
 * @param isThere whether an extension host lives, by its process id; what it does is its own to keep
 * @returns the ids of the runs, and whether there are some of other windows that still are there
 */
export async function recoverRuns(
  store: RunStore,
  drafts: RunDrafts,
  keep: number,
  isThere: (owner: number) => boolean = isAlive,
): Promise<{ readonly ids: readonly string[]; readonly others: boolean }> {
  const ids: string[] = [];
  let others = false;
  for (const { id, owner, saved, run } of await drafts.list()) {
    if (owner === process.pid) continue;
    if (isThere(owner)) {
      others = true;
      continue;
    }
    // It may have been kept, and its window killed before the draft was dropped.
    if (!(await store.load(id))) await store.save(closedRun(run, saved), keep);
    await drafts.remove(id);
    ids.push(id);
  }
  return { ids, others };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // somebody else's
  }
}
