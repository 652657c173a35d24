import * as l10n from "@vscode/l10n";
import { bytes, seconds } from "../../../src/runs/format";
import { formatCount } from "../model/format";
import type { PlacedTask } from "../model/timeline/timelineRows";
import { counted, nameOfEngine } from "./countStrings";
import { isOne } from "./language";

/** What the panel says on its timeline. */
export const timelineStrings = {
  timeline: () => l10n.t("Timeline"),
  timelineLabel: (engines: number, tasks: number, wall: number) =>
    isOne(tasks)
      ? l10n.t("Timeline of {0} task {1} in {2}", formatCount(tasks), onEngines(engines), seconds(wall))
      : l10n.t("Timeline of {0} tasks {1} in {2}", formatCount(tasks), onEngines(engines), seconds(wall)),
  timelineRole: () => l10n.t("timeline"),
  timelineKeys: () =>
    l10n.t(
      "Ctrl+wheel, + and − zoom; drag, ← and → move; 0 shows all. Shift+← and Shift+→ go to the task before or after, ↑ and ↓ to another engine; Enter or a click goes to the task’s output.",
    ),
  zoomIn: () => l10n.t("Zoom In"),
  zoomOut: () => l10n.t("Zoom Out"),
  showAllOfRun: () => l10n.t("Show the Whole Run"),
  busiestFirst: () => l10n.t("Busiest First"),
  byEngine: () => l10n.t("By Engine"),
  timelineRow: nameOfEngine,
  queued: () => l10n.t("waiting for its engine"),
  moving: () => l10n.t("result on its way"),
  failedMark: () => l10n.t("failed"),
  retriedMark: () => l10n.t("tried again"),
  timelineTable: (tasks: number) =>
    isOne(tasks)
      ? l10n.t("As a table ({0} task)", formatCount(tasks))
      : l10n.t("As a table ({0} tasks)", formatCount(tasks)),
  taskColumns: () => [
    ...[l10n.t("Task"), l10n.t("Engine"), l10n.t("Began"), l10n.t("Took")],
    ...[l10n.t("Waited before"), l10n.t("CPU"), l10n.t("Ended")],
  ],

  taskName,
  /** What a task did, a fact a line. */
  taskLines: (placed: PlacedTask): string[] => {
    const { task, ready, started, completed, received } = placed;
    const { cpuSeconds, waitSeconds, records, bytesIn, bytesOut } = task;
    const time = (ms: number) => seconds(Math.max(0, ms) / 1000);
    const lines = [
      l10n.t("{0} · engine {1}", taskName(placed), task.engine),
      started === undefined
        ? completed === undefined
          ? l10n.t("has not begun")
          : l10n.t("did not begin")
        : completed === undefined
          ? l10n.t("began after {0} and runs", time(started))
          : l10n.t("took {0}, from {1} to {2}", time(completed - started), time(started), time(completed)),
      started !== undefined && started - ready >= 0.05 && l10n.t("waited {0} before", time(started - ready)),
      completed !== undefined &&
        received !== undefined &&
        received - completed >= 0.05 &&
        l10n.t("its result was on its way for {0}", time(received - completed)),
      cpuSeconds > 0 && l10n.t("CPU {0}", seconds(cpuSeconds)),
      waitSeconds >= 0.001 && l10n.t("waited {0} for a core", seconds(waitSeconds)),
      (records > 0 || bytesIn > 0) &&
        [
          records > 0 && counted.records(records),
          bytesIn > 0 && l10n.t("{0} in", bytes(bytesIn)),
          bytesOut > 0 && l10n.t("{0} out", bytes(bytesOut)),
        ]
          .filter((part) => part !== false)
          .join(", "),
      task.attempt > 1 && l10n.t("attempt {0}", task.attempt),
      task.status !== "ok" && task.status !== "pending" && taskStatus(task.status),
    ];
    return lines.filter((line) => line !== false);
  },
  taskStatus,
  taskWaits: () => l10n.t("waits"),
  taskRuns: () => l10n.t("runs"),
} as const;

function onEngines(count: number): string {
  return isOne(count)
    ? l10n.t("on {0} engine", formatCount(count))
    : l10n.t("on {0} engines", formatCount(count));
}

function taskName({ task }: PlacedTask): string {
  const { id, label, phase } = task;
  if (phase === "run") return label ?? l10n.t("task {0}", id);
  return `${label ?? phase} ${id}`;
}

function taskStatus(status: PlacedTask["task"]["status"]): string {
  const words = {
    ok: l10n.t("done"),
    pending: l10n.t("running"),
    error: l10n.t("failed"),
    timeout: l10n.t("timed out"),
    interrupted: l10n.t("interrupted"),
    died: l10n.t("its engine died"),
  } as const;
  return words[status];
}
