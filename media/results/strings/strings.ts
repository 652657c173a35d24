import * as l10n from "@vscode/l10n";
import type { BackendId, RunKind, RunSource } from "../../../src/protocol/run";
import { seconds, times } from "../../../src/runs/format";
import type { EngineStatus } from "../model/engineSummary";
import { baseName, formatCount, formatRanges, formatTimeOfDay } from "../model/format";
import type { RunStatus } from "../model/runStatus";
import type { SpanKind } from "../model/timeSpans";
import { cellStrings } from "./cellStrings";
import { compareStrings } from "./compareStrings";
import { nameOfEngine } from "./countStrings";
import { explainStrings } from "./explainStrings";
import { jobStrings } from "./jobStrings";
import { isOne } from "./language";
import { outputStrings } from "./outputStrings";
import { sweepStrings } from "./sweepStrings";
import { timelineStrings } from "./timelineStrings";

/** Everything that the panel says, in the language that `speak` was told: so functions, and no constants. */
export const strings = {
  nothingYet: () => l10n.t("Nothing has run yet"),
  howToBegin: () => l10n.t("Open a Python, JavaScript or TypeScript file and choose Run on All Engines."),

  runTitle: ({ filename, title }: RunSource) => {
    const file = baseName(filename);
    return title === "" || title === file || title === filename ? file : `${file} · ${title}`;
  },
  runOrigin: (backend: BackendId, created: number) => `${backendName(backend)} · ${formatTimeOfDay(created)}`,
  runStatus: (status: RunStatus) => {
    if (status.kind === "starting") return l10n.t("Starting engines…");
    if (status.kind === "running") return l10n.t("Running…");
    if (status.kind === "done") return l10n.t("Done");
    if (status.kind === "notRun") return l10n.t("Did not run");
    if (status.kind === "jobFailed") return l10n.t("Failed");
    if (status.kind === "jobCancelled") return l10n.t("Cancelled");
    if ("cells" in status) return capitalised(cellStrings.cellsStatus(status.cells));
    const { engines } = status;
    const parts = [
      status.died.length > 0 && died(status.died),
      status.failed > 0 && l10n.t("failed {0}", onSome(status.failed, engines)),
      status.timedOut > 0 && l10n.t("timed out {0}", onSome(status.timedOut, engines)),
      status.interrupted > 0 && interrupted(status.interrupted, engines),
    ];
    return capitalised(parts.filter((part) => part !== false).join("; "));
  },
  windowClosed: () => l10n.t("Interrupted: the window was closed while this ran"),
  aboutWindowClosed: (canRerun: boolean) =>
    canRerun
      ? l10n.t("What the engines had done until then is kept; Run Again does all of it anew.")
      : l10n.t("What the engines had done until then is kept."),
  interrupting: () => l10n.t("Interrupting…"),
  announcement: (title: string, status: string) => `${title}: ${status}`,

  interrupt: () => l10n.t("Interrupt"),
  runAgain: () => l10n.t("Run Again"),
  collapseAll: () => l10n.t("Collapse All"),
  expandAll: () => l10n.t("Expand All"),

  wallTime: () => l10n.t("Wall time"),
  serialTime: () => l10n.t("Serial time"),
  speedup: () => l10n.t("Speed-up"),
  enginesUsed: () => l10n.t("Engines used"),
  duration: seconds,
  speedupOf: (speedup: number, engines: number) =>
    isOne(engines)
      ? l10n.t("{0} of {1} engine", times(speedup), formatCount(engines))
      : l10n.t("{0} of {1} engines", times(speedup), formatCount(engines)),
  usedOf: (used: number, all: number) => (used === all ? formatCount(all) : l10n.t("{0} of {1}", used, all)),
  sharedCores: (engines: number, cores: number) =>
    isOne(cores)
      ? l10n.t("{0} engines share {1} core, so at most {1}× is possible.", engines, cores)
      : l10n.t("{0} engines share {1} cores, so at most {1}× is possible.", engines, cores),

  aboutFigures: () => l10n.t("What do these figures mean?"),
  aboutWallTime: () => l10n.t("From the first task handed out to the last result received."),
  aboutSerialTime: () =>
    l10n.t(
      "The durations of all tasks added up, without what they waited for a core: what they would take one after the other.",
    ),
  aboutSpeedup: (kind: RunKind, measured: boolean) =>
    measured
      ? kind === "run"
        ? l10n.t(
            "The same code ran on the engines at the same time, and another time one engine after the other. Speed-up is the time of the latter divided by the wall time.",
          )
        : kind === "map"
          ? l10n.t(
              "The same cells ran on all engines, and another time one after the other on one. Speed-up is the time of the latter divided by the wall time.",
            )
          : l10n.t(
              "The same job ran on all engines and on one. Speed-up is the wall time on one engine divided by the wall time on all.",
            )
      : kind === "run"
        ? l10n.t(
            "The same code ran on every engine. Speed-up is the time that one engine would have needed to do all of it, one after the other (serial time), divided by the wall time.",
          )
        : l10n.t(
            "The work was divided among the engines. Speed-up is the time that one engine would have needed for all tasks, one after the other (serial time), divided by the wall time.",
          ),
  aboutBars: () => l10n.t("Each bar spans the whole run:"),

  oneEngine: () => l10n.t("On one engine"),
  aboutOneEngine: (kind: RunKind) =>
    kind === "run"
      ? l10n.t(
          "The same code once for each engine, one after the other, measured: as long as one engine needs for all of it.",
        )
      : kind === "map"
        ? l10n.t("The same cells, one after the other on one engine, measured.")
        : l10n.t("The wall time of the same job on the same input on one engine, measured."),

  engines: () => l10n.t("Engines"),
  engine: nameOfEngine,
  engineStatus: (status: EngineStatus) => engineStatuses()[status],
  process: (pid: number, host: string) => l10n.t("pid {0} · {1}", pid, host),
  started: () => l10n.t("started"),
  finished: () => l10n.t("finished"),
  worked: () => l10n.t("worked"),
  span: (kind: SpanKind) => {
    if (kind === "waited") return l10n.t("waited");
    return kind === "worked" ? l10n.t("worked") : kind;
  },
  tasksRetried: (some: number) =>
    isOne(some)
      ? l10n.t("{0} task failed and ran again on another engine.", formatCount(some))
      : l10n.t("{0} tasks failed and ran again on another engine.", formatCount(some)),
  waited: () => l10n.t("waited"),
  cpu: () => l10n.t("CPU"),
  waitedForCore: () => l10n.t("waited for a core"),
  notYet: () => "–",
  timeBar: (waited: number, worked: number, from: number, to: number, wall: number) =>
    l10n.t(
      "Waited {0} and worked {1}, from {2} to {3} of {4}",
      ...[waited, worked, from, to, wall].map(seconds),
    ),
  timeBarEmpty: () => l10n.t("Has not worked"),

  ...cellStrings,
  ...compareStrings,
  ...explainStrings,
  ...jobStrings,
  ...outputStrings,
  ...timelineStrings,
  ...sweepStrings,

  notStopping: (engine: number) => l10n.t("Engine {0} did not stop within a second.", engine),
  restartEngine: (engine: number) => l10n.t("Restart Engine {0}", engine),
} as const;

function backendName(backend: BackendId): string {
  const names: Readonly<Record<BackendId, string>> = {
    python: "Python",
    pyodide: l10n.t("Python in WebAssembly (Pyodide)"),
    node: "Node.js",
    ipyparallel: l10n.t("ipyparallel cluster"),
  };
  return names[backend];
}

const engineStatuses = (): Readonly<Record<EngineStatus, string>> => ({
  waiting: l10n.t("Waiting"),
  running: l10n.t("Running"),
  ok: l10n.t("Done"),
  error: l10n.t("Failed"),
  timeout: l10n.t("Timed out"),
  interrupted: l10n.t("Interrupted"),
  died: l10n.t("Died"),
  notRun: l10n.t("Did not run"),
});

function died(ids: readonly number[]): string {
  return ids.length === 1
    ? l10n.t("Engine {0} died", formatRanges(ids))
    : l10n.t("Engines {0} died", formatRanges(ids));
}

function onSome(some: number, all: number): string {
  return isOne(all)
    ? l10n.t("on {0} of {1} engine", some, all)
    : l10n.t("on {0} of {1} engines", some, formatCount(all));
}

function interrupted(some: number, all: number): string {
  return some === all ? l10n.t("interrupted") : l10n.t("interrupted {0}", onSome(some, all));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
