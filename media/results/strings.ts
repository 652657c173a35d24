import * as l10n from "@vscode/l10n";
import type { JobCounters, JobProgress } from "../../src/protocol/jobRecord";
import type { RowColumn } from "../../src/protocol/rows";
import type { BackendId, RunKind, RunSource } from "../../src/protocol/run";
import { bytes, seconds, times } from "../../src/runs/format";
import { cellStrings } from "./cellStrings";
import { compareStrings } from "./compareStrings";
import { counted, nameOfEngine } from "./countStrings";
import { explainStrings } from "./explainStrings";
import { isOne } from "./language";
import type { EngineStatus } from "./model/engineSummary";
import { baseName, formatCount, formatRanges, formatTimeOfDay } from "./model/format";
import type { RunStatus } from "./model/runStatus";
import type { SpanKind } from "./model/timeSpans";
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

  input: (names: readonly string[]) => l10n.t("Input: {0}", names.join(", ")),
  changeInput: () => l10n.t("Change…"),
  progress: ({ phase, bytes: all, bytesDone, tasks, tasksDone, records }: JobProgress, serial: boolean) => {
    const amount =
      phase === "map" && all > 0
        ? l10n.t("{0} of {1}", bytes(bytesDone), bytes(all))
        : isOne(tasks)
          ? l10n.t("{0} of {1} task", tasksDone, tasks)
          : l10n.t("{0} of {1} tasks", tasksDone, formatCount(tasks));
    const line = `${phase} · ${amount} · ${counted.records(records)}`;
    return serial ? l10n.t("On one engine, to compare: {0}", line) : line;
  },
  counters: ({ records, bytes: all, splits, keys, spills, skippedBytes }: JobCounters) =>
    [
      isOne(records)
        ? l10n.t("{0} record mapped", formatCount(records))
        : l10n.t("{0} records mapped", formatCount(records)),
      all > 0 && bytes(all),
      counted.splits(splits),
      counted.keys(keys),
      spills > 0 &&
        (isOne(spills)
          ? l10n.t("{0} spill to disk", formatCount(spills))
          : l10n.t("{0} spills to disk", formatCount(spills))),
      skippedBytes > 0 && l10n.t("{0} were no UTF-8 and were replaced", bytes(skippedBytes)),
    ]
      .filter((part) => part !== false)
      .join(" · "),
  sameResults: () => l10n.t("One engine gave the same results."),
  otherResults: (parallel?: string, serial?: string) =>
    l10n.t(
      "The results differ, first in {0} on all engines and {1} on one: the reducer or the combiner depends on how the values are grouped.",
      parallel ?? l10n.t("no row"),
      serial ?? l10n.t("no row"),
    ),
  waits: () => l10n.t("Waits until the job before it has ended: jobs share the engines' names."),
  notCompared: () =>
    l10n.t("There is no comparison: one engine did not finish. The results are those of all engines."),
  oneEngine: () => l10n.t("On one engine"),
  aboutOneEngine: (kind: RunKind) =>
    kind === "run"
      ? l10n.t(
          "The same code once for each engine, one after the other, measured: as long as one engine needs for all of it.",
        )
      : kind === "map"
        ? l10n.t("The same cells, one after the other on one engine, measured.")
        : l10n.t("The wall time of the same job on the same input on one engine, measured."),

  results: counted.results,
  searchRows: () => l10n.t("Search results"),
  saveAs: () => l10n.t("Save As…"),
  column: (column: RowColumn) => (column === "key" ? l10n.t("Key") : l10n.t("Value")),
  sortBy: (column: RowColumn) => (column === "key" ? l10n.t("Sort by key") : l10n.t("Sort by value")),
  noRows: (search: string) => (search ? l10n.t("No result has “{0}”.", search) : l10n.t("No results.")),
  rowsNotKept: (rows: number) =>
    rows === 0 ? l10n.t("No results.") : l10n.t("The results of this run are not kept any more."),
  rowsSearched: (some: number, all: number) =>
    l10n.t(
      "The first {0} of {1} results can be sorted and searched here: save them to have all.",
      formatCount(some),
      formatCount(all),
    ),
  rowsShown: (from: number, to: number, all: number) =>
    l10n.t("{0}–{1} of {2}", formatCount(from), formatCount(to), formatCount(all)),
  firstRows: () => l10n.t("First Page"),
  previousRows: () => l10n.t("Previous Page"),
  nextRows: () => l10n.t("Next Page"),
  lastRows: () => l10n.t("Last Page"),

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

  output: (name: string) => l10n.t("Output of {0}", name),
  copyOutput: (name: string) => l10n.t("Copy output of {0}", name),
  stderr: () => l10n.t("stderr: "),
  result: () => l10n.t("Result"),
  errorOutput: () => l10n.t("Error"),
  picture: (text: string) => l10n.t("Picture: {0}", text),
  page: (text: string) => l10n.t("HTML output: {0}", text),
  traceback: () => l10n.t("Traceback"),
  findInOutput: () => l10n.t("Find in output"),
  nextMatch: () => l10n.t("Next Match (Enter)"),
  previousMatch: () => l10n.t("Previous Match (Shift+Enter)"),
  closeFind: () => l10n.t("Close (Escape)"),
  foundAt: (at: number, all: number, isMore: boolean) => {
    if (all === 0) return l10n.t("No results");
    if (at === 0) return counted.results(all);
    return isMore
      ? l10n.t("{0} of the first {1}", formatCount(at), formatCount(all))
      : l10n.t("{0} of {1}", formatCount(at), formatCount(all));
  },
  errors: () => l10n.t("Errors"),
  sameError: (engines: readonly number[], all: number, file: string, line: number) =>
    isOne(all)
      ? l10n.t(
          "{0} of {1} engine, same line ({2}, line {3}): {4}",
          ...[engines.length, all, baseName(file), line, engineNames(engines)],
        )
      : l10n.t(
          "{0} of {1} engines, same line ({2}, line {3}): {4}",
          ...[engines.length, all, baseName(file), line, engineNames(engines)],
        ),
  find: () => l10n.t("Find"),
  differsAt: (line: number, own?: string, others?: string) => {
    if (own === undefined)
      return l10n.t(
        "Differs from the other engines: it ends where they go on, at line {0}: “{1}”.",
        line,
        others ?? "",
      );
    if (others === undefined)
      return l10n.t(
        "Differs from the other engines: it goes on, from line {0}, where they end: “{1}”.",
        line,
        own,
      );
    return l10n.t(
      "Differs from the other engines, first in line {0}: “{1}”, where they have “{2}”.",
      ...[line, own, others],
    );
  },
  differs: () => l10n.t("Differs from the other engines."),
  largeMarkup: (all: number, shown: number) =>
    l10n.t("HTML of {0}, too large to be drawn here. Its first {1}:", bytes(all), bytes(shown)),
  openInEditor: () => l10n.t("Open All of It in an Editor"),
  jsonCount: (isList: boolean, entries: number) =>
    isList ? `[${counted.items(entries)}]` : `{${counted.keys(entries)}}`,
  jsonMore: (left: number, next: number) =>
    left === next
      ? l10n.t("… {0} more", formatCount(left))
      : l10n.t("… {0} more: show the next {1}", formatCount(left), formatCount(next)),
  jsonLongText: (all: number) =>
    isOne(all)
      ? l10n.t("… of {0} character", formatCount(all))
      : l10n.t("… of {0} characters", formatCount(all)),
  noOutputYet: () => l10n.t("No output yet."),
  noOutput: () => l10n.t("Printed nothing."),
  notKept: (amount: number) => l10n.t("… {0} more, not kept", bytes(amount)),
  showEarlier: (rows: number) =>
    isOne(rows)
      ? l10n.t("Show Earlier Output ({0} line not shown)", formatCount(rows))
      : l10n.t("Show Earlier Output ({0} lines not shown)", formatCount(rows)),
  openLink: (url: string) => l10n.t("Open {0} in the browser", url),
  openLocation: (filename: string, line: number) => l10n.t("Open {0}, line {1}", filename, line),

  identical: (engines: number) => l10n.t("All {0} engines: identical output", formatCount(engines)),
  someEngines: (engines: readonly number[]) =>
    engines.length === 1
      ? l10n.t("engine {0}", formatRanges(engines))
      : l10n.t("engines {0}", formatRanges(engines)),
  identicalSome: (engines: readonly number[]) => l10n.t("{0}: identical output", engineNames(engines)),
  silentSome: (engines: readonly number[]) =>
    engines.length === 1
      ? l10n.t("Engine {0} printed nothing.", formatRanges(engines))
      : l10n.t("Engines {0} printed nothing.", formatRanges(engines)),
  identicalSilence: (engines: number) => l10n.t("All {0} engines printed nothing.", formatCount(engines)),
  everyEngine: (engines: number) => l10n.t("all {0} engines", formatCount(engines)),
  showPerEngine: () => l10n.t("Show per Engine"),
  showOnce: () => l10n.t("Show Identical Output Once"),

  ...cellStrings,
  ...compareStrings,
  ...explainStrings,
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

function engineNames(ids: readonly number[]): string {
  return ids.length === 1
    ? l10n.t("Engine {0}", formatRanges(ids))
    : l10n.t("Engines {0}", formatRanges(ids));
}

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
