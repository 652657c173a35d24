import * as l10n from "@vscode/l10n";
import type { RunKind } from "../../../src/protocol/run";
import type { Explanation } from "../../../src/runs/explain/explainRun";
import type { Cause } from "../../../src/runs/explain/timeSpent";
import { NOTABLE, type Verdict } from "../../../src/runs/explain/verdict";
import { seconds, times } from "../../../src/runs/format";
import { formatCount, formatShare, formatTimeOfDay } from "../model/format";
import { isOne } from "./language";

/** What the panel says of a run's speed-up and of where the time went. */
export const explainStrings = {
  why: () => l10n.t("Where the Time Went"),

  /** What was reached of what is possible, and what took most of the difference. */
  whySentence: (explanation: Explanation) => sentence(explanation, explanation.verdict),
  clocksOff: (error: number) =>
    l10n.t(
      "An engine's clock was off by {0}. It was set by when its tasks were handed out and received, so when each began and ended is not exact.",
      seconds(error),
    ),

  against: (kind: RunKind, serial: number, measured: number | undefined) => {
    const time = seconds(serial);
    if (measured === undefined) {
      return kind === "run"
        ? l10n.t("Against {0}: the sum of the tasks, as if one engine had run each of them in turn.", time)
        : l10n.t("Against {0}: the sum of the tasks.", time);
    }
    const when = formatTimeOfDay(measured);
    return kind === "run"
      ? l10n.t(
          "Against {0}: measured on one engine at a time, at {1}. The code runs once for each engine, so one engine would do all of these runs, one after the other.",
          time,
          when,
        )
      : kind === "map"
        ? l10n.t("Against {0}: the same cells, measured on one engine at {1}.", time, when)
        : l10n.t("Against {0}: measured on one engine, at {1}, with the same code and input.", time, when);
  },
  compared: (serial: number) =>
    l10n.t("Against {0}: measured on one engine, right after this run.", seconds(serial)),
  measure: () => l10n.t("Measure on One Engine"),
  measureAgain: () => l10n.t("Measure Again"),
  measuring: () => l10n.t("Measuring on one engine…"),
  aboutMeasure: (kind: RunKind) =>
    kind === "run"
      ? l10n.t(
          "Runs the same code once more on each engine, one after the other, and remembers how long that took.",
        )
      : kind === "map"
        ? l10n.t("Runs the same cells one after the other on one engine, and remembers how long that took.")
        : l10n.t("Runs the same job on the same input on one engine, and remembers how long that took."),
  guessed: (guess: number, speedup: number) =>
    guess < 1
      ? l10n.t("You guessed slower than one engine; it was {0}.", times(speedup))
      : l10n.t("You guessed {0}; it was {1}.", times(guess), times(speedup)),

  cause: (cause: Cause) => causeNames()[cause],
  aboutCause: (cause: Cause) => aboutCauses()[cause],
  share: formatShare,
  causeShare: (cause: Cause, share: number) => `${causeNames()[cause]} ${formatShare(share)}`,
  aboutShares: (engines: number, wall: number) =>
    isOne(engines)
      ? l10n.t("Of {0} engine × {1} = {2}:", engines, seconds(wall), seconds(engines * wall))
      : l10n.t("Of {0} engines × {1} = {2}:", engines, seconds(wall), seconds(engines * wall)),
  whyDetails: () => l10n.t("As a table, with the laws behind the figures"),
  causeColumn: () => l10n.t("What"),
  timeColumn: () => l10n.t("Time"),
  shareColumn: () => l10n.t("Share"),
  meaningColumn: () => l10n.t("Meaning"),
  allTime: () => l10n.t({ message: "All", comment: ["the time of all causes"] }),

  possible: () => l10n.t("Possible"),
  reached: () => l10n.t("Reached"),
  efficiency: () => l10n.t("Efficiency"),
  amdahl: () => l10n.t("Amdahl’s bound"),
  gustafson: () => l10n.t("Gustafson’s law"),
  serialFraction: () => l10n.t("Serial fraction"),
  factor: times,
  fraction: (value: number) => value.toFixed(2),

  aboutPossible: () =>
    l10n.t("The engines that worked, or the cores where those are fewer: all of them busy all the time."),
  aboutReached: (isMeasured: boolean) =>
    isMeasured
      ? l10n.t("What the same job took on one engine, divided by the wall time.")
      : l10n.t("What the tasks took in all (serial time), divided by the wall time."),
  aboutEfficiency: () => l10n.t("Reached, as a part of what is possible."),
  aboutAmdahl: (serialWork: number) =>
    l10n.t(
      "1 / (f + (1 − f) / p): what p engines can reach where a part f of the work is for one engine only, here {0} (Amdahl 1967).",
      formatShare(serialWork),
    ),
  aboutGustafson: () =>
    l10n.t(
      "p − s (p − 1): what p engines can reach with more work, where they spend a part s of the wall time on work for one engine only and that part does not grow (Gustafson 1988).",
    ),
  aboutSerialFraction: () =>
    l10n.t(
      "(1/S − 1/p) / (1 − 1/p): the part of the work that would have to be serial to explain the speed-up S by it alone (Karp and Flatt 1990). Where it grows with the engines, overhead is the cause and not the work.",
    ),
} as const;

function sentence(explanation: Explanation, verdict: Verdict): string {
  const { speedup, processors } = explanation;
  const head = () =>
    l10n.t("{0} possible {1}, {2} reached", times(processors), where(explanation), times(speedup));
  switch (verdict.kind) {
    case "unfinished":
      return "";
    case "failed":
      return verdict.failed > 0
        ? failed(verdict)
        : l10n.t("Not all was done, so what all of the work takes is not known.");
    case "alone":
      if (verdict.tasks === 1) return l10n.t("The work was one task, which only one engine can do.");
      return verdict.engines === 1
        ? l10n.t("One engine did all of it, so nothing ran at the same time.")
        : l10n.t(
            "One of {0} engines did all of it, so nothing ran at the same time.",
            formatCount(verdict.engines),
          );
    case "well":
      return l10n.t("{0}: hardly any time was lost.", head());
    case "overlapped":
      return l10n.t(
        "{0} reached {1}: the tasks computed {2} of their time and waited for the rest, and waiting needs no core.",
        ...[times(speedup), where(explanation), formatShare(verdict.cpuShare)],
      );
    case "beyond":
      return l10n.t(
        "{0} reached, more than the {1} that can be computed {2}: the times do not tell why.",
        ...[times(speedup), times(processors), where(explanation)],
      );
    case "tiny":
      return l10n.t(
        "{0}: all of the work took {1}, less than handing it out ({2} of the engines’ time).",
        ...[head(), seconds(verdict.worked), seconds(verdict.overhead)],
      );
    case "unclear":
      return l10n.t("{0}: no single cause took {1} of the engines’ time.", head(), formatShare(NOTABLE));
    case "obstacle":
      return `${head()}: ${obstacle(verdict, explanation)}`;
  }
}

function failed({ failed, tasks }: Extract<Verdict, { kind: "failed" }>): string {
  return isOne(tasks)
    ? l10n.t("{0} of {1} task did not end well, so what all of the work takes is not known.", failed, tasks)
    : l10n.t(
        "{0} of {1} tasks did not end well, so what all of the work takes is not known.",
        failed,
        formatCount(tasks),
      );
}

/** What the possible speed-up is bounded by. */
function where({ engines, cores }: Explanation): string {
  if (cores !== undefined && cores <= engines) {
    return isOne(cores)
      ? l10n.t("on {0} core", formatCount(cores))
      : l10n.t("on {0} cores", formatCount(cores));
  }
  return isOne(engines)
    ? l10n.t("with {0} engine", formatCount(engines))
    : l10n.t("with {0} engines", formatCount(engines));
}

/** What stood in the way, as a sentence after a colon. */
function obstacle(verdict: Extract<Verdict, { kind: "obstacle" }>, { engines, processors }: Explanation) {
  const { share, waiter, slowest } = verdict;
  const part = formatShare(share);
  switch (verdict.obstacle) {
    case "slowest":
      if (waiter === undefined) {
        return slowest === undefined
          ? l10n.t("{0} of the engines’ time they waited for the slowest of them.", part)
          : l10n.t("{0} of the engines’ time they waited for engine {1}, the slowest.", part, slowest);
      }
      return slowest === undefined
        ? l10n.t("{0} of the time engine {1} waited for the slowest.", part, waiter)
        : l10n.t("{0} of the time engine {1} waited for engine {2}.", part, waiter, slowest);
    case "starting":
      return l10n.t("{0} of the engines’ time went by before their first task began.", part);
    case "queueing":
      return l10n.t(
        "{0} of the engines’ time they were free and had no task yet, and fewer, larger tasks would cost less of it.",
        part,
      );
    case "moving":
      return l10n.t("{0} of the engines’ time went into moving tasks and results.", part);
    case "serial":
      return l10n.t("{0} of the engines’ time there was work for one engine only.", part);
    case "core":
      return processors < engines
        ? l10n.t(
            "{0} of the engines’ time something else had the cores, besides the engines’ sharing them.",
            part,
          )
        : l10n.t("{0} of the engines’ time something else had the cores.", part);
    case "lost":
      return l10n.t("{0} of the engines’ time went into tasks that were in vain.", part);
    case "slower":
      return l10n.t(
        "{0} of the engines’ time was lost because tasks took longer side by side than on one engine alone.",
        part,
      );
  }
}

const causeNames = (): Readonly<Record<Cause, string>> => ({
  working: l10n.t("working"),
  lost: l10n.t("in vain"),
  core: l10n.t("no core"),
  starting: l10n.t("starting"),
  queueing: l10n.t("no task yet"),
  moving: l10n.t("moving data"),
  serial: l10n.t("work for one engine"),
  slowest: l10n.t("waiting for the slowest"),
});

const aboutCauses = (): Readonly<Record<Cause, string>> => ({
  working: l10n.t("tasks running on a core"),
  lost: l10n.t("tasks that failed and ran again, or that another engine had done first"),
  core: l10n.t("tasks that were ready to run while other engines or programs had the cores"),
  starting: l10n.t("from the beginning until an engine’s first task began"),
  queueing: l10n.t("between tasks: an engine was free and its next task had not come or begun"),
  moving: l10n.t("a task on its way to an engine, or a result on its way back"),
  serial: l10n.t("a phase in which only one engine had work, such as the last merge"),
  slowest: l10n.t("an engine had done its part of a phase, and another had not"),
});
