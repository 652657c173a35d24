import type { BackendId, RunRecord, TaskRecord } from "../../../protocol/run";
import { seconds } from "../../format";

/** A whole number with its thousands set apart: `12,000`. */
export function whole(count: number): string {
  return count.toLocaleString("en-US");
}

/** A number of things: `1 engine`, `2,000 tasks`. */
export function counted(count: number, noun: string): string {
  return `${whole(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A duration of a table: `0`, or as everywhere. */
export function duration(value: number): string {
  return value === 0 ? "0" : seconds(value);
}

/** CPU time of a table: a dash where it was not measured. */
export function cpuTime(value: number): string {
  return value === 0 ? "–" : seconds(value);
}

/** A share: `48%`, `3.1%`. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value.toFixed(Math.abs(value) < 9.95 ? 1 : 0)}%`;
}

/** A moment, the same whoever reads it: `2023-11-14 22:13:20 UTC`. */
export function moment(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

export const backends: Readonly<Record<BackendId, string>> = {
  python: "Python engines",
  pyodide: "Pyodide engines",
  node: "Node engines",
  ipyparallel: "engines of an ipyparallel cluster",
};

/** Worst first. */
const outcomes = [
  ["died", "Died"],
  ["error", "Failed"],
  ["timeout", "Out of time"],
  ["interrupted", "Interrupted"],
] as const;

/** How a run ended, in a few words, and whether it went well. */
export function outcomeOf(
  { tasks, job, engines, cells, windowClosed }: RunRecord,
  finished: boolean,
): { text: string; ok: boolean } {
  if (!finished) return { text: "Under way when this was written", ok: true };
  if (windowClosed) return { text: "Interrupted: the window was closed", ok: false };
  if (job?.outcome === "failed") return { text: "Failed", ok: false };
  if (job?.outcome === "cancelled") return { text: "Cancelled", ok: false };
  if (job?.outcome === "done") return { text: "Done", ok: true };
  if (tasks.length === 0) return { text: "Nothing ran", ok: false };
  const all = cells ? counted(cells.length, "cell") : counted(engines.length, "engine");
  for (const [status, words] of outcomes) {
    const ended = tasks.filter((task) => task.status === status);
    const some = cells ? ended.length : new Set(ended.map(({ engine }) => engine)).size;
    if (some > 0) return { text: `${words}: ${some} of ${all}`, ok: false };
  }
  return { text: "Done", ok: true };
}

/** Whether a task ended in another way than it should. */
export function isFailed({ status }: Pick<TaskRecord, "status">): boolean {
  return status !== "ok" && status !== "pending";
}
