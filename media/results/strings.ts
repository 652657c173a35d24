import type { JobCounters, JobProgress } from "../../src/protocol/jobRecord";
import type { RowColumn } from "../../src/protocol/rows";
import type { BackendId, RunKind, RunSource } from "../../src/protocol/run";
import { bytes, seconds, times } from "../../src/runs/format";
import { compareStrings } from "./compareStrings";
import { explainStrings } from "./explainStrings";
import type { EngineStatus } from "./model/engineSummary";
import { baseName, formatCounted as count, formatCount, formatRanges, formatTimeOfDay } from "./model/format";
import type { RunStatus } from "./model/runStatus";
import type { SpanKind } from "./model/timeSpans";
import { sweepStrings } from "./sweepStrings";
import { timelineStrings } from "./timelineStrings";

/** Everything that the panel says. Functions, so that a translation can order the words its own way. */
export const strings = {
  nothingYet: () => "Nothing has run yet",
  howToBegin: () => "Open a Python, JavaScript or TypeScript file and choose Run on All Engines.",

  runTitle: ({ filename, title }: RunSource) => {
    const file = baseName(filename);
    return title === "" || title === file || title === filename ? file : `${file} · ${title}`;
  },
  runOrigin: (backend: BackendId, created: number) => `${backends[backend]} · ${formatTimeOfDay(created)}`,
  runStatus: (status: RunStatus) => {
    if (status.kind === "starting") return "Starting engines…";
    if (status.kind === "running") return "Running…";
    if (status.kind === "done") return "Done";
    if (status.kind === "notRun") return "Did not run";
    if (status.kind === "jobFailed") return "Failed";
    if (status.kind === "jobCancelled") return "Cancelled";
    const { engines } = status;
    const parts = [
      status.died.length > 0 && `${engineNames(status.died)} died`,
      status.failed > 0 && `failed on ${status.failed} of ${count(engines, "engine")}`,
      status.timedOut > 0 && `timed out on ${status.timedOut} of ${count(engines, "engine")}`,
      status.interrupted > 0 && interrupted(status.interrupted, engines),
    ];
    return capitalised(parts.filter((part) => part !== false).join("; "));
  },
  windowClosed: () => "Interrupted: the window was closed while this ran",
  aboutWindowClosed: (canRerun: boolean) =>
    `What the engines had done until then is kept${canRerun ? "; Run Again does all of it anew" : ""}.`,
  interrupting: () => "Interrupting…",
  announcement: (title: string, status: string) => `${title}: ${status}`,

  interrupt: () => "Interrupt",
  runAgain: () => "Run Again",
  collapseAll: () => "Collapse All",
  expandAll: () => "Expand All",

  wallTime: () => "Wall time",
  serialTime: () => "Serial time",
  speedup: () => "Speed-up",
  enginesUsed: () => "Engines used",
  duration: seconds,
  speedupOf: (speedup: number, engines: number) => `${times(speedup)} of ${count(engines, "engine")}`,
  usedOf: (used: number, all: number) => (used === all ? formatCount(all) : `${used} of ${all}`),
  sharedCores: (engines: number, cores: number) =>
    `${count(engines, "engine")} share ${count(cores, "core")}, so at most ${cores}× is possible.`,

  aboutFigures: () => "What do these figures mean?",
  aboutWallTime: () => "From the first task handed out to the last result received.",
  aboutSerialTime: () =>
    "The durations of all tasks added up, without what they waited for a core: what they would take one after the other.",
  aboutSpeedup: (kind: RunKind, measured: boolean) =>
    measured
      ? kind === "run"
        ? "The same code ran on the engines at the same time, and another time one engine after the other. Speed-up is the time of the latter divided by the wall time."
        : "The same job ran on all engines and on one. Speed-up is the wall time on one engine divided by the wall time on all."
      : kind === "run"
        ? "The same code ran on every engine. Speed-up is the time that one engine would have needed to do all of it, one after the other (serial time), divided by the wall time."
        : "The work was divided among the engines. Speed-up is the time that one engine would have needed for all tasks, one after the other (serial time), divided by the wall time.",
  aboutBars: () => "Each bar spans the whole run:",

  input: (names: readonly string[]) => `Input: ${names.join(", ")}`,
  changeInput: () => "Change…",
  progress: ({ phase, bytes: all, bytesDone, tasks, tasksDone, records }: JobProgress, serial: boolean) => {
    const amount =
      phase === "map" && all > 0
        ? `${bytes(bytesDone)} of ${bytes(all)}`
        : `${tasksDone} of ${count(tasks, "task")}`;
    const where = serial ? "On one engine, to compare: " : "";
    return `${where}${phase} · ${amount} · ${count(records, "record")}`;
  },
  counters: ({ records, bytes: all, splits, keys, spills, skippedBytes }: JobCounters) =>
    [
      `${count(records, "record")} mapped`,
      all > 0 && bytes(all),
      count(splits, "split"),
      count(keys, "key"),
      spills > 0 && `${count(spills, "spill")} to disk`,
      skippedBytes > 0 && `${bytes(skippedBytes)} were no UTF-8 and were replaced`,
    ]
      .filter((part) => part !== false)
      .join(" · "),
  sameResults: () => "One engine gave the same results.",
  otherResults: (parallel?: string, serial?: string) =>
    `The results differ, first in ${parallel ?? "no row"} on all engines and ${serial ?? "no row"} on one: the reducer or the combiner depends on how the values are grouped.`,
  waits: () => "Waits until the job before it has ended: jobs share the engines' names.",
  notCompared: () =>
    "There is no comparison: one engine did not finish. The results are those of all engines.",
  oneEngine: () => "On one engine",
  aboutOneEngine: (kind: RunKind) =>
    kind === "run"
      ? "The same code once for each engine, one after the other, measured: as long as one engine needs for all of it."
      : "The wall time of the same job on the same input on one engine, measured.",

  results: (rows: number) => count(rows, "result"),
  searchRows: () => "Search results",
  saveAs: () => "Save As…",
  column: (column: RowColumn) => (column === "key" ? "Key" : "Value"),
  sortBy: (column: RowColumn) => `Sort by ${column}`,
  noRows: (search: string) => (search ? `No result has “${search}”.` : "No results."),
  rowsNotKept: (rows: number) =>
    rows === 0 ? "No results." : "The results of this run are not kept any more.",
  rowsSearched: (some: number, all: number) =>
    `The first ${formatCount(some)} of ${count(all, "result")} can be sorted and searched here: save them to have all.`,
  rowsShown: (from: number, to: number, all: number) =>
    `${formatCount(from)}–${formatCount(to)} of ${formatCount(all)}`,
  firstRows: () => "First Page",
  previousRows: () => "Previous Page",
  nextRows: () => "Next Page",
  lastRows: () => "Last Page",

  engines: () => "Engines",
  engine: (id: number) => `Engine ${id}`,
  engineStatus: (status: EngineStatus) => engineStatuses[status],
  process: (pid: number, host: string) => `pid ${pid} · ${host}`,
  started: () => "started",
  finished: () => "finished",
  worked: () => "worked",
  span: (kind: SpanKind) => kind as string,
  tasksRetried: (some: number) => `${count(some, "task")} failed and ran again on another engine.`,
  waited: () => "waited",
  cpu: () => "CPU",
  waitedForCore: () => "waited for a core",
  notYet: () => "–",
  timeBar: (waited: number, worked: number, from: number, to: number, wall: number) =>
    `Waited ${seconds(waited)} and worked ${seconds(worked)}, from ${seconds(from)} to ${seconds(to)} of ${seconds(wall)}`,
  timeBarEmpty: () => "Has not worked",

  output: (name: string) => `Output of ${name}`,
  copyOutput: (name: string) => `Copy output of ${name}`,
  stderr: () => "stderr: ",
  result: () => "Result",
  errorOutput: () => "Error",
  picture: (text: string) => `Picture: ${text}`,
  page: (text: string) => `HTML output: ${text}`,
  traceback: () => "Traceback",
  findInOutput: () => "Find in output",
  nextMatch: () => "Next Match (Enter)",
  previousMatch: () => "Previous Match (Shift+Enter)",
  closeFind: () => "Close (Escape)",
  foundAt: (at: number, all: number, isMore: boolean) => {
    if (all === 0) return "No results";
    const total = isMore ? `the first ${formatCount(all)}` : formatCount(all);
    return at === 0 ? count(all, "result") : `${formatCount(at)} of ${total}`;
  },
  errors: () => "Errors",
  sameError: (engines: readonly number[], all: number, file: string, line: number) =>
    `${engines.length} of ${count(all, "engine")}, same line (${baseName(file)}, line ${line}): ${engineNames(engines)}`,
  find: () => "Find",
  differsAt: (line: number, own?: string, others?: string) => {
    if (own === undefined)
      return `Differs from the other engines: it ends where they go on, at line ${line}: “${others ?? ""}”.`;
    if (others === undefined)
      return `Differs from the other engines: it goes on, from line ${line}, where they end: “${own}”.`;
    return `Differs from the other engines, first in line ${line}: “${own}”, where they have “${others}”.`;
  },
  differs: () => "Differs from the other engines.",
  largeMarkup: (all: number, shown: number) =>
    `HTML of ${bytes(all)}, too large to be drawn here. Its first ${bytes(shown)}:`,
  openInEditor: () => "Open All of It in an Editor",
  jsonCount: (isList: boolean, entries: number) =>
    isList ? `[${count(entries, "item")}]` : `{${count(entries, "key")}}`,
  jsonMore: (left: number, next: number) =>
    left === next
      ? `… ${formatCount(left)} more`
      : `… ${formatCount(left)} more: show the next ${formatCount(next)}`,
  jsonLongText: (all: number) => `… of ${count(all, "character")}`,
  noOutputYet: () => "No output yet.",
  noOutput: () => "Printed nothing.",
  notKept: (amount: number) => `… ${bytes(amount)} more, not kept`,
  showEarlier: (rows: number) => `Show Earlier Output (${count(rows, "line")} not shown)`,
  openLink: (url: string) => `Open ${url} in the browser`,
  openLocation: (filename: string, line: number) => `Open ${filename}, line ${line}`,

  identical: (engines: number) => `All ${count(engines, "engine")}: identical output`,
  someEngines: (engines: readonly number[]) => engineNames(engines).toLowerCase(),
  identicalSome: (engines: readonly number[]) => `${engineNames(engines)}: identical output`,
  silentSome: (engines: readonly number[]) => `${engineNames(engines)} printed nothing.`,
  identicalSilence: (engines: number) => `All ${count(engines, "engine")} printed nothing.`,
  everyEngine: (engines: number) => `all ${count(engines, "engine")}`,
  showPerEngine: () => "Show per Engine",
  showOnce: () => "Show Identical Output Once",

  ...compareStrings,
  ...explainStrings,
  ...timelineStrings,
  ...sweepStrings,

  notStopping: (engine: number) => `Engine ${engine} did not stop within a second.`,
  restartEngine: (engine: number) => `Restart Engine ${engine}`,
} as const;

const backends: Readonly<Record<BackendId, string>> = {
  python: "Python",
  pyodide: "Python in WebAssembly (Pyodide)",
  node: "Node.js",
  ipyparallel: "ipyparallel cluster",
};

const engineStatuses: Readonly<Record<EngineStatus, string>> = {
  waiting: "Waiting",
  running: "Running",
  ok: "Done",
  error: "Failed",
  timeout: "Timed out",
  interrupted: "Interrupted",
  died: "Died",
  notRun: "Did not run",
};

function engineNames(ids: readonly number[]): string {
  return `Engine${ids.length === 1 ? "" : "s"} ${formatRanges(ids)}`;
}

function interrupted(some: number, all: number): string {
  return some === all ? "interrupted" : `interrupted on ${some} of ${count(all, "engine")}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
