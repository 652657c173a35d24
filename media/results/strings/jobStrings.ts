import * as l10n from "@vscode/l10n";
import type { JobCounters, JobProgress } from "../../../src/protocol/jobRecord";
import type { RowColumn } from "../../../src/protocol/rows";
import { bytes } from "../../../src/runs/format";
import { formatCount } from "../model/format";
import { counted } from "./countStrings";
import { isOne } from "./language";

/** What the panel says of a map/reduce job and its rows. */
export const jobStrings = {
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
} as const;
