import { openSync, readSync } from "node:fs";
import type { EngineTiming } from "../../protocol/engineCalls";

/** Ms since the epoch, fractional. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** When and at what cost something ran. Runs from its making. */
export class Stopwatch {
  private readonly waited = waitedSeconds();
  private readonly cpu = cpuSeconds();
  readonly started = now();

  timing(): EngineTiming {
    const completed = now();
    // Before Node 23.9 it is the whole process's, with that of the compiler's and the lifeline's threads.
    const spent = Math.min(cpuSeconds() - this.cpu, (completed - this.started) / 1000);
    const waitSeconds = waitedSeconds() - this.waited;
    return { started: this.started, completed, cpuSeconds: spent, waitSeconds };
  }
}

/** Processor time of the main thread, which is the one that runs the user's code. */
function cpuSeconds(): number {
  const ofThread = (process as { threadCpuUsage?: typeof process.cpuUsage }).threadCpuUsage;
  const { user, system } = ofThread ? ofThread() : process.cpuUsage();
  return (user + system) / 1e6;
}

const buffer = Buffer.allocUnsafe(64);
const schedule = openSchedule();

/** The main thread's time on a core and time ready but without one, in ns (Linux, Documentation/scheduler). */
function openSchedule(): number | undefined {
  try {
    return openSync("/proc/self/schedstat", "r");
  } catch {
    return undefined;
  }
}

function waitedSeconds(): number {
  if (schedule === undefined) return 0;
  const size = readSync(schedule, buffer, 0, buffer.length, 0);
  return Number(buffer.toString("latin1", 0, size).split(" ")[1]) / 1e9;
}
