import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";

/** How a process ended, in words that follow "engine 2": "died (signal 9)" or "exited (status 3)". */
export function describeExit(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal) return `died (signal ${constants.signals[signal]})`;
  return `exited (status ${code ?? "unknown"})`;
}

/** Kills a process and all that it has started and that has stayed in its group. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is gone already.
  }
}
