import { constants } from "node:os";

/** How a process ended, in words that follow "engine 2": "died (signal 9)" or "exited (status 3)". */
export function describeExit(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal) return `died (signal ${constants.signals[signal]})`;
  return `exited (status ${code ?? "unknown"})`;
}

/** Kills a process and all that it has started and that has stayed in its group. */
export function killGroup(pid: number | undefined): void {
  if (!pid) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // The group is gone already.
  }
}
