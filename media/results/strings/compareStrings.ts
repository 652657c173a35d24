import * as l10n from "@vscode/l10n";
import type { RowsComparison } from "../../../src/protocol/rows";
import { seconds, times } from "../../../src/runs/format";
import type { ComparedFigure, ComparedOutput, FigureName, TextDifference } from "../model/compareRuns";
import { formatCount } from "../model/format";
import { counted } from "./countStrings";
import { isOne } from "./language";

/** What the comparison of two runs says. */
export const compareStrings = {
  compareTitle: () => l10n.t("Compare Runs"),
  figures: () => l10n.t("Figures"),
  figure: (name: FigureName) => figureNames()[name],
  figureColumn: () => l10n.t("Figure"),
  differenceColumn: () => l10n.t("Difference"),
  outcome: () => l10n.t("Outcome"),
  when: (created: number) =>
    new Date(created).toLocaleString(undefined, { dateStyle: "short", timeStyle: "medium" }),
  otherFile: () => l10n.t("The runs are of different files or of different parts of a file."),
  value: (unit: ComparedFigure["unit"], value: number | null) => {
    if (value === null) return "–";
    if (unit === "seconds") return seconds(value);
    if (unit === "share") return `${Math.round(value * 100)}%`;
    return unit === "times" ? times(value) : formatCount(value);
  },
  /** What the right one has more or less than the left. */
  difference: ({ unit, left, right }: ComparedFigure) => {
    if (left === null || right === null) return "–";
    if (compareStrings.value(unit, left) === compareStrings.value(unit, right)) return l10n.t("same");
    // Of the figures as they are shown, or 0.0× and 0.1× would differ by nothing.
    const by = asShown(unit, right) - asShown(unit, left);
    const words = compareStrings.value(unit, Math.abs(by));
    const sign = by > 0 ? "+" : "−";
    if (unit === "share") return `${sign}${counted.points(Math.round(Math.abs(by) * 100))}`;
    if (unit !== "seconds" || left <= 0) return `${sign}${words}`;
    return `${sign}${words} (${sign}${Math.round((Math.abs(by) / left) * 100)}%)`;
  },

  outputs: () => l10n.t("Output by Engine"),
  outputsOfCells: () => l10n.t("Output by Cell"),
  engineColumn: () => l10n.t("Engine"),
  cellColumn: () => l10n.t("Cell"),
  outputColumn: () => l10n.t("Output"),
  firstDifferenceColumn: () => l10n.t("First Difference"),
  outputKind: ({ kind }: Pick<ComparedOutput, "kind">) => outputKinds()[kind],
  inPicture: () =>
    l10n.t("The text is the same; a picture, HTML, the order of streams or what was not kept differs."),
  line: ({ line }: TextDifference) => l10n.t("Line {0}", formatCount(line)),
  inLeft: () => l10n.t({ message: "left", comment: ["the run on the left"] }),
  inRight: () => l10n.t({ message: "right", comment: ["the run on the right"] }),
  ended: () => l10n.t("(nothing more)"),
  emptyLine: () => l10n.t("(an empty line)"),
  showDifferences: () => l10n.t("Show All"),
  showDifferencesOf: (engine: number) => l10n.t("Show all differences of engine {0}", engine),
  showDifferencesOfCell: (cell: string) => l10n.t("Show all differences of {0}", cell),
  comparedCells: (same: number, all: number) =>
    isOne(all)
      ? l10n.t("{0} of {1} cell put out the same in both runs.", formatCount(same), formatCount(all))
      : l10n.t("{0} of {1} cells put out the same in both runs.", formatCount(same), formatCount(all)),
  comparedOutputs: (same: number, all: number) =>
    all === 0
      ? l10n.t("No engine worked in either run.")
      : same === all
        ? all === 1
          ? l10n.t("The one engine put out the same in both runs.")
          : l10n.t("All {0} engines put out the same in both runs.", formatCount(all))
        : isOne(all)
          ? l10n.t("{0} of {1} engine put out the same in both runs.", formatCount(same), formatCount(all))
          : l10n.t("{0} of {1} engines put out the same in both runs.", formatCount(same), formatCount(all)),

  rowsCompared: () => l10n.t("Results"),
  keyColumn: () => l10n.t("Key"),
  notThere: () => l10n.t("(no such result)"),
  comparingRows: () => l10n.t("Comparing the results…"),
  rowsNotCompared: () =>
    l10n.t("The results of one of the jobs are not kept any more, so they cannot be compared: run it again."),
  comparedRows: ({ same, different, onlyLeft, onlyRight, isWhole }: RowsComparison) => {
    const differences = [
      different > 0 && otherValues(different),
      onlyLeft > 0 && l10n.t("{0} only in the left run", formatCount(onlyLeft)),
      onlyRight > 0 && l10n.t("{0} only in the right run", formatCount(onlyRight)),
    ].filter((part) => part !== false);
    if (!isWhole) {
      return l10n.t(
        "The results come in too different orders to compare all of them: {0}, {1}.",
        sameResults(same),
        differences.join("; ") || l10n.t("no difference so far"),
      );
    }
    if (differences.length > 0) return `${[sameResults(same), ...differences].join("; ")}.`;
    return same === 1
      ? l10n.t("The one result is the same.")
      : l10n.t("All {0} results are the same.", formatCount(same));
  },
  rowsToldOf: ({ rows, different, onlyLeft, onlyRight }: RowsComparison) =>
    l10n.t(
      "The first {0} of {1} are shown.",
      formatCount(rows.length),
      formatCount(different + onlyLeft + onlyRight),
    ),

  unreadableTitle: (of: "run" | "comparison") =>
    of === "run" ? l10n.t("This run cannot be shown") : l10n.t("These runs cannot be compared"),
} as const;

function sameResults(count: number): string {
  return isOne(count)
    ? l10n.t("{0} result the same", formatCount(count))
    : l10n.t("{0} results the same", formatCount(count));
}

function otherValues(count: number): string {
  return isOne(count)
    ? l10n.t("{0} key with another value", formatCount(count))
    : l10n.t("{0} keys with another value", formatCount(count));
}

function asShown(unit: ComparedFigure["unit"], value: number): number {
  if (unit === "share") return Math.round(value * 100) / 100;
  return unit === "times" && value < 9.95 ? Math.round(value * 10) / 10 : value;
}

const figureNames = (): Readonly<Record<FigureName, string>> => ({
  wall: l10n.t("Wall time"),
  serial: l10n.t("Serial time"),
  cpu: l10n.t("CPU time"),
  speedup: l10n.t("Speed-up"),
  efficiency: l10n.t("Efficiency"),
  imbalance: l10n.t("Slowest engine / mean"),
  engines: l10n.t("Engines used"),
  tasks: l10n.t("Tasks"),
});

const outputKinds = (): Readonly<Record<ComparedOutput["kind"], string>> => ({
  same: l10n.t("Same"),
  silent: l10n.t("Nothing in both"),
  different: l10n.t("Different"),
  left: l10n.t("Left run only"),
  right: l10n.t("Right run only"),
});
