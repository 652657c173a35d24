import { readFileSync } from "node:fs";
import { processesWithVariable } from "../support/processTree";

/** Name of the variable by which all processes of a contestant are known, whoever started them. */
export const MARK = "LABS_BENCH_CONTESTANT";

const INTERVAL = 50;

/**
 * Peak memory, in bytes, of all processes together that have the mark while some work is done: sums of proportional
 * set sizes, in which a shared page counts once. Linux only; undefined elsewhere.
 */
export async function peakMemory(mark: string, work: () => Promise<unknown>): Promise<number | undefined> {
  if (process.platform !== "linux") {
    await work();
    return undefined;
  }
  let peak = 0;
  const look = () => {
    const sizes = processesWithVariable(MARK, mark).map(({ pid }) => proportionalSize(pid));
    peak = Math.max(
      peak,
      sizes.reduce((sum, size) => sum + size, 0),
    );
  };
  const timer = setInterval(look, INTERVAL);
  try {
    await work();
    look();
  } finally {
    clearInterval(timer);
  }
  return peak;
}

function proportionalSize(pid: number): number {
  try {
    const found = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"));
    return Number(found?.[1] ?? 0) * 1024;
  } catch {
    return 0; // it has ended
  }
}
