import type { RunKind } from "../../src/protocol/run";
import type { Explanation } from "../../src/runs/explain/explainRun";
import type { Cause } from "../../src/runs/explain/timeSpent";
import { NOTABLE, type Verdict } from "../../src/runs/explain/verdict";
import { seconds, times } from "../../src/runs/format";
import { formatCounted as count, formatShare, formatTimeOfDay } from "./model/format";

/** What the panel says of a run's speed-up and of where the time went. */
export const explainStrings = {
  why: () => "Where the Time Went",

  /** What was reached of what is possible, and what took most of the difference. */
  whySentence: (explanation: Explanation) => sentence(explanation, explanation.verdict),
  clocksOff: (error: number) =>
    `An engine's clock was off by ${seconds(error)}. It was set by when its tasks were handed out and received, so when each began and ended is not exact.`,

  against: (kind: RunKind, serial: number, measured: number | undefined) => {
    const time = seconds(serial);
    if (measured === undefined) {
      return kind === "run"
        ? `Against ${time}: the sum of the tasks, as if one engine had run each of them in turn.`
        : `Against ${time}: the sum of the tasks.`;
    }
    const when = formatTimeOfDay(measured);
    return kind === "run"
      ? `Against ${time}: measured on one engine at a time, at ${when}. The code runs once for each engine, so one engine would do all of these runs, one after the other.`
      : `Against ${time}: measured on one engine, at ${when}, with the same code and input.`;
  },
  compared: (serial: number) => `Against ${seconds(serial)}: measured on one engine, right after this run.`,
  measure: () => "Measure on One Engine",
  measureAgain: () => "Measure Again",
  measuring: () => "Measuring on one engine…",
  aboutMeasure: (kind: RunKind) =>
    kind === "run"
      ? "Runs the same code once more on each engine, one after the other, and remembers how long that took."
      : "Runs the same job on the same input on one engine, and remembers how long that took.",
  guessed: (guess: number, speedup: number) =>
    `You guessed ${guess < 1 ? "slower than one engine" : times(guess)}; it was ${times(speedup)}.`,

  cause: (cause: Cause) => causeNames[cause],
  aboutCause: (cause: Cause) => aboutCauses[cause],
  share: formatShare,
  causeShare: (cause: Cause, share: number) => `${causeNames[cause]} ${formatShare(share)}`,
  aboutShares: (engines: number, wall: number) =>
    `Of ${count(engines, "engine")} × ${seconds(wall)} = ${seconds(engines * wall)}:`,
  whyDetails: () => "As a table, with the laws behind the figures",
  causeColumn: () => "What",
  timeColumn: () => "Time",
  shareColumn: () => "Share",
  meaningColumn: () => "Meaning",
  allTime: () => "All",

  possible: () => "Possible",
  reached: () => "Reached",
  efficiency: () => "Efficiency",
  amdahl: () => "Amdahl’s bound",
  gustafson: () => "Gustafson’s law",
  serialFraction: () => "Serial fraction",
  factor: times,
  fraction: (value: number) => value.toFixed(2),

  aboutPossible: () =>
    "The engines that worked, or the cores where those are fewer: all of them busy all the time.",
  aboutReached: (isMeasured: boolean) =>
    isMeasured
      ? "What the same job took on one engine, divided by the wall time."
      : "What the tasks took in all (serial time), divided by the wall time.",
  aboutEfficiency: () => "Reached, as a part of what is possible.",
  aboutAmdahl: (serialWork: number) =>
    `1 / (f + (1 − f) / p): what p engines can reach where a part f of the work is for one engine only, here ${formatShare(serialWork)} (Amdahl 1967).`,
  aboutGustafson: () =>
    "p − s (p − 1): what p engines can reach with more work, where they spend a part s of the wall time on work for one engine only and that part does not grow (Gustafson 1988).",
  aboutSerialFraction: () =>
    "(1/S − 1/p) / (1 − 1/p): the part of the work that would have to be serial to explain the speed-up S by it alone (Karp and Flatt 1990). Where it grows with the engines, overhead is the cause and not the work.",
} as const;

function sentence(explanation: Explanation, verdict: Verdict): string {
  const { speedup, processors } = explanation;
  const head = `${times(processors)} possible ${where(explanation)}, ${times(speedup)} reached`;
  switch (verdict.kind) {
    case "unfinished":
      return "";
    case "failed":
      return verdict.failed > 0
        ? `${verdict.failed} of ${count(verdict.tasks, "task")} did not end well, so what all of the work takes is not known.`
        : "Not all was done, so what all of the work takes is not known.";
    case "alone":
      if (verdict.tasks === 1) return "The work was one task, which only one engine can do.";
      return verdict.engines === 1
        ? "One engine did all of it, so nothing ran at the same time."
        : `One of ${count(verdict.engines, "engine")} did all of it, so nothing ran at the same time.`;
    case "well":
      return `${head}: hardly any time was lost.`;
    case "overlapped":
      return `${times(speedup)} reached ${where(explanation)}: the tasks computed ${formatShare(verdict.cpuShare)} of their time and waited for the rest, and waiting needs no core.`;
    case "beyond":
      return `${times(speedup)} reached, more than the ${times(processors)} that can be computed ${where(explanation)}: the times do not tell why.`;
    case "tiny":
      return `${head}: all of the work took ${seconds(verdict.worked)}, less than handing it out (${seconds(verdict.overhead)} of the engines’ time).`;
    case "unclear":
      return `${head}: no single cause took ${formatShare(NOTABLE)} of the engines’ time.`;
    case "obstacle":
      return `${head}: ${obstacle(verdict, explanation)}.`;
  }
}

/** What the possible speed-up is bounded by. */
function where({ engines, cores }: Explanation): string {
  return cores !== undefined && cores <= engines
    ? `on ${count(cores, "core")}`
    : `with ${count(engines, "engine")}`;
}

function obstacle(verdict: Extract<Verdict, { kind: "obstacle" }>, { engines, processors }: Explanation) {
  const { share, waiter, slowest } = verdict;
  const part = formatShare(share);
  switch (verdict.obstacle) {
    case "slowest":
      if (waiter === undefined) {
        const whom = slowest === undefined ? "the slowest of them" : `engine ${slowest}, the slowest`;
        return `${part} of the engines’ time they waited for ${whom}`;
      }
      return `${part} of the time engine ${waiter} waited for ${slowest === undefined ? "the slowest" : `engine ${slowest}`}`;
    case "starting":
      return `${part} of the engines’ time went by before their first task began`;
    case "queueing":
      return `${part} of the engines’ time they were free and had no task yet, and fewer, larger tasks would cost less of it`;
    case "moving":
      return `${part} of the engines’ time went into moving tasks and results`;
    case "serial":
      return `${part} of the engines’ time there was work for one engine only`;
    case "core":
      return `${part} of the engines’ time something else had the cores${processors < engines ? ", besides the engines’ sharing them" : ""}`;
    case "lost":
      return `${part} of the engines’ time went into tasks that were in vain`;
    case "slower":
      return `${part} of the engines’ time was lost because tasks took longer side by side than on one engine alone`;
  }
}

const causeNames: Readonly<Record<Cause, string>> = {
  working: "working",
  lost: "in vain",
  core: "no core",
  starting: "starting",
  queueing: "no task yet",
  moving: "moving data",
  serial: "work for one engine",
  slowest: "waiting for the slowest",
};

const aboutCauses: Readonly<Record<Cause, string>> = {
  working: "tasks running on a core",
  lost: "tasks that failed and ran again, or that another engine had done first",
  core: "tasks that were ready to run while other engines or programs had the cores",
  starting: "from the beginning until an engine’s first task began",
  queueing: "between tasks: an engine was free and its next task had not come or begun",
  moving: "a task on its way to an engine, or a result on its way back",
  serial: "a phase in which only one engine had work, such as the last merge",
  slowest: "an engine had done its part of a phase, and another had not",
};
