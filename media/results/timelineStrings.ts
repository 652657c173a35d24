import { engineName } from "../../src/runs/client";
import { bytes, seconds } from "../../src/runs/format";
import { formatCounted as count } from "./model/format";
import type { PlacedTask } from "./model/timeline/timelineRows";

/** What the panel says on its timeline. */
export const timelineStrings = {
  timeline: () => "Timeline",
  timelineLabel: (engines: number, tasks: number, wall: number) =>
    `Timeline of ${count(tasks, "task")} on ${count(engines, "engine")} in ${seconds(wall)}`,
  timelineRole: () => "timeline",
  timelineKeys: () =>
    "Ctrl+wheel, + and − zoom; drag, ← and → move; 0 shows all. Shift+← and Shift+→ go to the task before or after, ↑ and ↓ to another engine; Enter or a click goes to the task’s output.",
  zoomIn: () => "Zoom In",
  zoomOut: () => "Zoom Out",
  showAllOfRun: () => "Show the Whole Run",
  busiestFirst: () => "Busiest First",
  byEngine: () => "By Engine",
  timelineRow: engineName,
  queued: () => "waiting for its engine",
  moving: () => "result on its way",
  failedMark: () => "failed",
  retriedMark: () => "tried again",
  timelineTable: (tasks: number) => `As a table (${count(tasks, "task")})`,
  taskColumns: () => ["Task", "Engine", "Began", "Took", "Waited before", "CPU", "Ended"],

  taskName,
  /** What a task did, a fact a line. */
  taskLines: (placed: PlacedTask): string[] => {
    const { task, ready, started, completed, received } = placed;
    const { cpuSeconds, waitSeconds, records, bytesIn, bytesOut } = task;
    const time = (ms: number) => seconds(Math.max(0, ms) / 1000);
    const lines = [
      `${taskName(placed)} · engine ${task.engine}`,
      started === undefined
        ? completed === undefined
          ? "has not begun"
          : "did not begin"
        : completed === undefined
          ? `began after ${time(started)} and runs`
          : `took ${time(completed - started)}, from ${time(started)} to ${time(completed)}`,
      started !== undefined && started - ready >= 0.05 && `waited ${time(started - ready)} before`,
      completed !== undefined &&
        received !== undefined &&
        received - completed >= 0.05 &&
        `its result was on its way for ${time(received - completed)}`,
      completed !== undefined && `CPU ${seconds(cpuSeconds)}`,
      waitSeconds >= 0.001 && `waited ${seconds(waitSeconds)} for a core`,
      (records > 0 || bytesIn > 0) &&
        [
          records > 0 && count(records, "record"),
          bytesIn > 0 && `${bytes(bytesIn)} in`,
          bytesOut > 0 && `${bytes(bytesOut)} out`,
        ]
          .filter((part) => part !== false)
          .join(", "),
      task.attempt > 1 && `attempt ${task.attempt}`,
      task.status !== "ok" && task.status !== "pending" && taskStatus(task.status),
    ];
    return lines.filter((line) => line !== false);
  },
  taskStatus,
  taskWaits: () => "waits",
  taskRuns: () => "runs",
} as const;

function taskName({ task }: PlacedTask): string {
  const what = task.label ?? (task.phase === "run" ? "task" : task.phase);
  return `${what} ${task.id}`;
}

function taskStatus(status: PlacedTask["task"]["status"]): string {
  const words = {
    ok: "done",
    pending: "running",
    error: "failed",
    timeout: "timed out",
    interrupted: "interrupted",
    died: "its engine died",
  } as const;
  return words[status];
}
