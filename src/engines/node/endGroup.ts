/** Ends this process and all that it started. The group is its own (see driver/processHandle.ts); Windows has none. */
export function endGroup(): void {
  try {
    process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGKILL");
  } catch {
    process.kill(process.pid, "SIGKILL");
  }
}
