import pidusage from "pidusage";

/**
 * The resident memory of processes in bytes, by process id. What ended before the answer is not in it.
 */
export async function processMemory(pids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  if (pids.length === 0) return new Map();
  // Of a process that has ended there is nothing, whatever the types say; when all have, there is an error.
  const usage: Record<string, { readonly memory: number } | undefined> = await pidusage([...pids]).catch(
    () => ({}),
  );
  return new Map(
    Object.entries(usage).flatMap(([pid, used]) => (used ? [[Number(pid), used.memory] as const] : [])),
  );
}
