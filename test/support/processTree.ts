import { readdirSync, readFileSync } from "node:fs";

/** A process as /proc shows it. Pids are used again; pid and start time together name one process. */
export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Clock ticks between boot and the start of the process. */
  readonly started: number;
  /** Its arguments, separated by spaces. */
  readonly command: string;
}

/** Every process of the machine that is not a zombie. Linux only. */
export function runningProcesses(): RunningProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((process) => process !== undefined);
}

/** The processes below `pid`, itself not included. One whose parent has died is no longer below it. */
export function descendantsOf(pid: number, all = runningProcesses()): RunningProcess[] {
  return all
    .filter((one) => one.parent === pid)
    .flatMap((child) => [child, ...descendantsOf(child.pid, all)]);
}

/** The processes whose environment has the variable `name` with this value: children inherit it, orphans keep it. */
export function processesWithVariable(
  name: string,
  value: string,
  all = runningProcesses(),
): RunningProcess[] {
  const entry = `${name}=${value}`;
  return all.filter((one) => readProc(one.pid, "environ")?.split("\0").includes(entry));
}

/** Whether this very process still runs, and not another that got its pid. */
export function isRunning(process: RunningProcess): boolean {
  return readProcess(process.pid)?.started === process.started;
}

/** Sends a signal to a process that may have ended in the meantime. A negative pid is a process group. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function readProcess(pid: number): RunningProcess | undefined {
  // The command's name stands in parentheses and may contain spaces and parentheses itself.
  const stat = readProc(pid, "stat");
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields === undefined || fields[0] === "Z" || fields[0] === "X") return undefined;
  return {
    pid,
    parent: Number(fields[1]),
    group: Number(fields[2]),
    started: Number(fields[19]),
    command: (readProc(pid, "cmdline") ?? "").split("\0").join(" ").trim(),
  };
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return undefined; // It has ended, or belongs to another user.
  }
}
