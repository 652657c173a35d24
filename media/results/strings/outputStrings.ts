import * as l10n from "@vscode/l10n";
import { bytes } from "../../../src/runs/format";
import { baseName, formatCount, formatRanges } from "../model/format";
import { counted } from "./countStrings";
import { isOne } from "./language";

/** What the panel says of what engines put out: text, values, errors, and where they are the same. */
export const outputStrings = {
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
} as const;

function engineNames(ids: readonly number[]): string {
  return ids.length === 1
    ? l10n.t("Engine {0}", formatRanges(ids))
    : l10n.t("Engines {0}", formatRanges(ids));
}
