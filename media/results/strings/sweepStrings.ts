import * as l10n from "@vscode/l10n";
import type { SweepOf, SweepPoint, SweepRecord } from "../../../src/protocol/sweep";
import { bytes, seconds, times } from "../../../src/runs/format";
import type { AmdahlFit } from "../../../src/runs/sweep/amdahlFit";
import { AS_GOOD, type Recommendation } from "../../../src/runs/sweep/recommend";
import { formatCount, formatShare, formatTimeOfDay } from "../model/format";
import { counted } from "./countStrings";
import { isOne } from "./language";

/** A serial part this small may be noise; the law knows no more of one this large than that nothing got faster. */
const [HARDLY_SERIAL, ALL_SERIAL] = [0.005, 0.995] as const;

/** What the panel says of a sweep. */
export const sweepStrings = {
  sweepTitle: (title: string) => l10n.t("Sweep · {0}", title),
  sweepStatus: ({ outcome, failure, points, repeats }: SweepRecord) => {
    const done = points.reduce((sum, { walls }) => sum + walls.length, 0);
    const all = points.length * repeats;
    if (outcome === "done") return l10n.t("Done: {0}", counted.runs(all));
    if (outcome === "cancelled") {
      return isOne(all)
        ? l10n.t("Cancelled after {0} of {1} run", done, all)
        : l10n.t("Cancelled after {0} of {1} runs", done, formatCount(all));
    }
    if (outcome === "failed") return l10n.t("Failed: {0}", failure ?? "");
    return l10n.t("Run {0} of {1}…", Math.min(done + 1, all), all);
  },
  sweepOrigin: ({ created, cores }: SweepRecord) => `${counted.cores(cores)} · ${formatTimeOfDay(created)}`,
  backToRun: () => l10n.t("Back to the Last Run"),
  recommendation: (of: SweepOf, { point, median, best, isFastest }: Recommendation, isOver: boolean) => {
    const what =
      of === "engines"
        ? counted.engines(point.engines)
        : l10n.t("splits of {0}", bytes(point.splitSize ?? 0));
    const near = [formatShare(AS_GOOD), seconds(best)] as const;
    const why = isFastest
      ? l10n.t("nothing was faster")
      : of === "engines"
        ? l10n.t("within {0} of the fastest, which took {1}, and fewer engines will do", ...near)
        : l10n.t("within {0} of the fastest, which took {1}, and fewer tasks will do", ...near);
    return [
      isOver ? l10n.t("Recommended: {0}.", what) : l10n.t("So far: {0}.", what),
      of === "engines" && point.engines === 1
        ? l10n.t("The job takes {0} with it; {1}.", seconds(median), why)
        : l10n.t("The job takes {0} with them; {1}.", seconds(median), why),
    ].join(" ");
  },
  aboutFit: ({ serialFraction }: AmdahlFit) =>
    serialFraction < HARDLY_SERIAL
      ? l10n.t("Amdahl’s law fits best with no serial part: more cores would go on making it faster.")
      : serialFraction > ALL_SERIAL
        ? l10n.t(
            "More engines did not make it faster, which Amdahl’s law knows only of work that is all serial: here handing the work out may cost more than it gains.",
          )
        : l10n.t(
            "Amdahl’s law fits best with {0} of the work serial: no number of engines would give more than {1}.",
            formatShare(serialFraction),
            times(1 / serialFraction),
          ),
  aboutSweep: (repeats: number) =>
    repeats === 1
      ? l10n.t("Each setting ran once, on engines of their own, after one run that does not count.")
      : l10n.t(
          "Each setting ran {0} times, in rounds to and fro so that a change of the machine’s speed meets them all, on engines of their own, after one run that does not count.",
          repeats,
        ),
  moreThanCores: (cores: number) =>
    isOne(cores)
      ? l10n.t("More engines than the {0} core share them: the ideal line ends where the cores do.", cores)
      : l10n.t("More engines than the {0} cores share them: the ideal line ends where the cores do.", cores),
  sweepSameResults: () => l10n.t("Every run gave the same results."),
  sweepOtherResults: () =>
    l10n.t(
      "Not every run gave the same results: the reducer or the combiner depends on how the values are grouped.",
    ),
  sweepChart: (of: SweepOf, points: readonly SweepPoint[]) =>
    of === "engines"
      ? l10n.t(
          "Speed-up over one engine with {0} engines; the table below has the numbers.",
          points.map(({ engines }) => engines).join(", "),
        )
      : l10n.t(
          "Wall time with splits of {0}; the table below has the numbers.",
          points.map(({ splitSize = 0 }) => bytes(splitSize)).join(", "),
        ),
  sweepAxes: (of: SweepOf): readonly [string, string] =>
    of === "engines"
      ? [l10n.t("Engines"), l10n.t("Speed-up")]
      : [l10n.t("Bytes a split"), l10n.t("Wall time")],
  sweepX: (of: SweepOf, x: number) => (of === "engines" ? `${x}` : bytes(x)),
  sweepY: (of: SweepOf, y: number) => (of === "engines" ? `${y}×` : y === 0 ? "0" : seconds(y)),
  sweepMeasured: () => l10n.t("measured: median, fastest and slowest"),
  sweepIdeal: () => l10n.t("ideal"),
  sweepAmdahl: () => l10n.t("Amdahl’s law, fitted"),
  sweepColumns: (of: SweepOf): readonly string[] => [
    of === "engines" ? l10n.t("Engines") : l10n.t("Split size"),
    ...[l10n.t("Runs"), l10n.t("Median"), l10n.t("Fastest"), l10n.t("Slowest")],
    ...(of === "engines" ? [l10n.t("Speed-up"), l10n.t("Amdahl")] : []),
  ],
} as const;
