import { openSync, readSync } from "node:fs";
import type { EngineTiming } from "../../protocol/engineCalls";

/** Ms since the epoch, fractional. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** When and at what cost something ran. Runs from its making. */
export class Stopwatch {
  private readonly waited = waitedSeconds();
  private readonly cpu = process.cpuUsage();
  readonly started = now();

  timing(): EngineTiming {
    const completed = now();
    const { user, system } = process.cpuUsage(this.cpu);
    const waitSeconds = waitedSeconds() - this.waited;
    return { started: this.started, completed, cpuSeconds: (user + system) / 1e6, waitSeconds };
  }
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
