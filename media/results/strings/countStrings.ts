import * as l10n from "@vscode/l10n";
import { CLIENT } from "../../../src/protocol/remote";
import { formatCount } from "../model/format";
import { isOne } from "./language";

/**
 * Numbers of things, to stand alone or in a list. A sentence says its own number, in a sentence for one and a sentence for
 * several, because in many languages its words depend on it.
 */
export const counted = {
  engines: (count: number) =>
    isOne(count) ? l10n.t("{0} engine", formatCount(count)) : l10n.t("{0} engines", formatCount(count)),
  cores: (count: number) =>
    isOne(count) ? l10n.t("{0} core", formatCount(count)) : l10n.t("{0} cores", formatCount(count)),
  runs: (count: number) =>
    isOne(count) ? l10n.t("{0} run", formatCount(count)) : l10n.t("{0} runs", formatCount(count)),
  records: (count: number) =>
    isOne(count) ? l10n.t("{0} record", formatCount(count)) : l10n.t("{0} records", formatCount(count)),
  splits: (count: number) =>
    isOne(count) ? l10n.t("{0} split", formatCount(count)) : l10n.t("{0} splits", formatCount(count)),
  keys: (count: number) =>
    isOne(count) ? l10n.t("{0} key", formatCount(count)) : l10n.t("{0} keys", formatCount(count)),
  items: (count: number) =>
    isOne(count) ? l10n.t("{0} item", formatCount(count)) : l10n.t("{0} items", formatCount(count)),
  results: (count: number) =>
    isOne(count) ? l10n.t("{0} result", formatCount(count)) : l10n.t("{0} results", formatCount(count)),
  /** Of per cent. */
  points: (count: number) =>
    isOne(count) ? l10n.t("{0} point", formatCount(count)) : l10n.t("{0} points", formatCount(count)),
} as const;

/** What an engine of a run is called; the client of client cells has a row among them. */
export function nameOfEngine(id: number): string {
  return id === CLIENT ? l10n.t("Client") : l10n.t("Engine {0}", id);
}
