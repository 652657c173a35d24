import type { SweepOf, SweepPoint, SweepRecord } from "../../src/protocol/sweep";
import { bytes, seconds, times } from "../../src/runs/format";
import type { AmdahlFit } from "../../src/runs/sweep/amdahlFit";
import { AS_GOOD, type Recommendation } from "../../src/runs/sweep/recommend";
import { formatCounted as count, formatShare, formatTimeOfDay } from "./model/format";

/** A serial part this small may be noise; the law knows no more of one this large than that nothing got faster. */
const [HARDLY_SERIAL, ALL_SERIAL] = [0.005, 0.995] as const;

/** What the panel says of a sweep. */
export const sweepStrings = {
  sweepTitle: (title: string) => `Sweep · ${title}`,
  sweepStatus: ({ outcome, failure, points, repeats }: SweepRecord) => {
    const done = points.reduce((sum, { walls }) => sum + walls.length, 0);
    const all = points.length * repeats;
    if (outcome === "done") return `Done: ${count(all, "run")}`;
    if (outcome === "cancelled") return `Cancelled after ${done} of ${count(all, "run")}`;
    if (outcome === "failed") return `Failed: ${failure ?? ""}`;
    return `Run ${Math.min(done + 1, all)} of ${all}…`;
  },
  sweepOrigin: ({ created, cores }: SweepRecord) => `${count(cores, "core")} · ${formatTimeOfDay(created)}`,
  backToRun: () => "Back to the Last Run",
  recommendation: (of: SweepOf, { point, median, best, isFastest }: Recommendation, isOver: boolean) => {
    const what =
      of === "engines" ? count(point.engines, "engine") : `splits of ${bytes(point.splitSize ?? 0)}`;
    const why = isFastest
      ? "nothing was faster"
      : `within ${formatShare(AS_GOOD)} of the fastest, which took ${seconds(best)}, and ${of === "engines" ? "fewer engines" : "fewer tasks"} will do`;
    return `${isOver ? "Recommended" : "So far"}: ${what}. The job takes ${seconds(median)} with ${of === "engines" && point.engines === 1 ? "it" : "them"}; ${why}.`;
  },
  aboutFit: ({ serialFraction }: AmdahlFit) =>
    serialFraction < HARDLY_SERIAL
      ? "Amdahl’s law fits best with no serial part: more cores would go on making it faster."
      : serialFraction > ALL_SERIAL
        ? "More engines did not make it faster, which Amdahl’s law knows only of work that is all serial: here handing the work out may cost more than it gains."
        : `Amdahl’s law fits best with ${formatShare(serialFraction)} of the work serial: no number of engines would give more than ${times(1 / serialFraction)}.`,
  aboutSweep: (repeats: number) =>
    `${repeats === 1 ? "Each setting ran once" : `Each setting ran ${repeats} times, in rounds to and fro so that a change of the machine’s speed meets them all`}, on engines of their own, after one run that does not count.`,
  moreThanCores: (cores: number) =>
    `More engines than the ${count(cores, "core")} share them: the ideal line ends where the cores do.`,
  sweepSameResults: () => "Every run gave the same results.",
  sweepOtherResults: () =>
    "Not every run gave the same results: the reducer or the combiner depends on how the values are grouped.",
  sweepChart: (of: SweepOf, points: readonly SweepPoint[]) =>
    of === "engines"
      ? `Speed-up over one engine with ${points.map(({ engines }) => engines).join(", ")} engines; the table below has the numbers.`
      : `Wall time with splits of ${points.map(({ splitSize = 0 }) => bytes(splitSize)).join(", ")}; the table below has the numbers.`,
  sweepAxes: (of: SweepOf): readonly [string, string] =>
    of === "engines" ? ["Engines", "Speed-up"] : ["Bytes a split", "Wall time"],
  sweepX: (of: SweepOf, x: number) => (of === "engines" ? `${x}` : bytes(x)),
  sweepY: (of: SweepOf, y: number) => (of === "engines" ? `${y}×` : y === 0 ? "0" : seconds(y)),
  sweepMeasured: () => "measured: median, fastest and slowest",
  sweepIdeal: () => "ideal",
  sweepAmdahl: () => "Amdahl’s law, fitted",
  sweepColumns: (of: SweepOf): readonly string[] =>
    of === "engines"
      ? ["Engines", "Runs", "Median", "Fastest", "Slowest", "Speed-up", "Amdahl"]
      : ["Split size", "Runs", "Median", "Fastest", "Slowest"],
} as const;
