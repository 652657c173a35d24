import * as l10n from "@vscode/l10n";
import { formatCount } from "../model/format";
import type { CellCounts } from "../model/runStatus";
import { isOne } from "./language";

/** What the panel says of cells that run once each, on whichever engine is free. */
export const cellStrings = {
  cells: () => l10n.t("Cells"),
  cellColumns: () => [
    ...[l10n.t("Cell"), l10n.t("Engine"), l10n.t("Status"), l10n.t("Began"), l10n.t("Took")],
  ],
  cellsDone: ofCells,
  /** How the cells ended that did not end well, the gravest first. */
  cellsStatus: ({ died, failed, timedOut, interrupted, notRun, all }: CellCounts): string => {
    const parts = [
      died > 0 && l10n.t("engine died: {0}", ofCells(died, all)),
      failed > 0 && l10n.t("failed: {0}", ofCells(failed, all)),
      timedOut > 0 && l10n.t("timed out: {0}", ofCells(timedOut, all)),
      interrupted > 0 && l10n.t("interrupted: {0}", ofCells(interrupted, all)),
      notRun > 0 && l10n.t("did not run: {0}", ofCells(notRun, all)),
    ];
    return parts.filter((part) => part !== false).join("; ");
  },
  openCell: (title: string) => l10n.t("Go to the output of {0}", title),
} as const;

function ofCells(some: number, all: number): string {
  return isOne(all)
    ? l10n.t("{0} of {1} cell", some, all)
    : l10n.t("{0} of {1} cells", formatCount(some), formatCount(all));
}
