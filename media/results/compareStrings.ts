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

  unreadableTitle: () => "This run cannot be shown",
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
