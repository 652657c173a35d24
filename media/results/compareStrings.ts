import type { RowsComparison } from "../../src/protocol/rows";
import { seconds, times } from "../../src/runs/format";
import type { ComparedFigure, ComparedOutput, FigureName, TextDifference } from "./model/compareRuns";
import { formatCounted as counted, formatCount } from "./model/format";

/** What the comparison of two runs says. */
export const compareStrings = {
  compareTitle: () => "Compare Runs",
  figures: () => "Figures",
  figure: (name: FigureName) => figureNames[name],
  figureColumn: () => "Figure",
  differenceColumn: () => "Difference",
  outcome: () => "Outcome",
  when: (created: number) =>
    new Date(created).toLocaleString(undefined, { dateStyle: "short", timeStyle: "medium" }),
  otherFile: () => "The runs are of different files or of different parts of a file.",
  value: (unit: ComparedFigure["unit"], value: number | null) => {
    if (value === null) return "–";
    if (unit === "seconds") return seconds(value);
    if (unit === "share") return `${Math.round(value * 100)}%`;
    return unit === "times" ? times(value) : formatCount(value);
  },
  /** What the right one has more or less than the left. */
  difference: ({ unit, left, right }: ComparedFigure) => {
    if (left === null || right === null) return "–";
    if (compareStrings.value(unit, left) === compareStrings.value(unit, right)) return "same";
    // Of the figures as they are shown, or 0.0× and 0.1× would differ by nothing.
    const by = asShown(unit, right) - asShown(unit, left);
    const words = compareStrings.value(unit, Math.abs(by));
    const sign = by > 0 ? "+" : "−";
    if (unit === "share") return `${sign}${counted(Math.round(Math.abs(by) * 100), "point")}`;
    if (unit !== "seconds" || left <= 0) return `${sign}${words}`;
    return `${sign}${words} (${sign}${Math.round((Math.abs(by) / left) * 100)}%)`;
  },

  outputs: () => "Output by Engine",
  engineColumn: () => "Engine",
  outputColumn: () => "Output",
  firstDifferenceColumn: () => "First Difference",
  outputKind: ({ kind }: Pick<ComparedOutput, "kind">) => outputKinds[kind],
  inPicture: () =>
    "The text is the same; a picture, HTML, the order of streams or what was not kept differs.",
  line: ({ line }: TextDifference) => `Line ${formatCount(line)}`,
  inLeft: () => "left",
  inRight: () => "right",
  ended: () => "(nothing more)",
  emptyLine: () => "(an empty line)",
  showDifferences: () => "Show All",
  showDifferencesOf: (engine: number) => `Show all differences of engine ${engine}`,
  comparedOutputs: (same: number, all: number) =>
    all === 0
      ? "No engine worked in either run."
      : same === all
        ? `All ${counted(all, "engine")} put out the same in both runs.`
        : `${formatCount(same)} of ${counted(all, "engine")} put out the same in both runs.`,

  rowsCompared: () => "Results",
  keyColumn: () => "Key",
  notThere: () => "(no such result)",
  comparingRows: () => "Comparing the results…",
  rowsNotCompared: () =>
    "The results of one of the jobs are not kept any more, so they cannot be compared: run it again.",
  comparedRows: ({ same, different, onlyLeft, onlyRight, isWhole }: RowsComparison) => {
    const parts = [
      different > 0 && `${counted(different, "key")} with another value`,
      onlyLeft > 0 && `${formatCount(onlyLeft)} only in the left run`,
      onlyRight > 0 && `${formatCount(onlyRight)} only in the right run`,
    ].filter((part) => part !== false);
    if (!isWhole) {
      const far = parts.length === 0 ? "no difference so far" : parts.join("; ");
      return `The results come in too different orders to compare all of them: ${counted(same, "result")} the same, ${far}.`;
    }
    if (parts.length === 0)
      return `${same === 1 ? "The one result is" : `All ${counted(same, "result")} are`} the same.`;
    return `${counted(same, "result")} the same; ${parts.join("; ")}.`;
  },
  rowsToldOf: ({ rows, different, onlyLeft, onlyRight }: RowsComparison) =>
    `The first ${formatCount(rows.length)} of ${formatCount(different + onlyLeft + onlyRight)} are shown.`,

  unreadableTitle: (of: "run" | "comparison") =>
    of === "run" ? "This run cannot be shown" : "These runs cannot be compared",
} as const;

function asShown(unit: ComparedFigure["unit"], value: number): number {
  if (unit === "share") return Math.round(value * 100) / 100;
  return unit === "times" && value < 9.95 ? Math.round(value * 10) / 10 : value;
}

const figureNames: Readonly<Record<FigureName, string>> = {
  wall: "Wall time",
  serial: "Serial time",
  cpu: "CPU time",
  speedup: "Speed-up",
  efficiency: "Efficiency",
  imbalance: "Slowest engine / mean",
  engines: "Engines used",
  tasks: "Tasks",
};

const outputKinds: Readonly<Record<ComparedOutput["kind"], string>> = {
  same: "Same",
  silent: "Nothing in both",
  different: "Different",
  left: "Left run only",
  right: "Right run only",
};
