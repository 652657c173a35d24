import * as vscode from "vscode";
import { seconds, times } from "../../runs/format";
import type { KeptRun } from "../../runs/runStore";
import type { RunOutcome } from "../../runs/runSummary";
import { plainText } from "../plainText";

/** What a run is called: the user's name for it, or its file and what of that ran. */
export function titleOf({ name, source: { filename, title } }: Pick<KeptRun, "name" | "source">): string {
  if (name !== undefined) return plainText(name);
  const file = filename.split(/[\\/]/).at(-1) || filename;
  return plainText(title === "" || title === file || title === filename ? file : `${file} · ${title}`);
}

/** When a run was, its engines, and what it took: the dimmed text after its title. */
export function factsOf(run: KeptRun, now = Date.now()): readonly string[] {
  const engines = run.engines === 1 ? vscode.l10n.t("1 engine") : vscode.l10n.t("{0} engines", run.engines);
  return [
    ...(run.pinned ? [vscode.l10n.t("pinned")] : []),
    ...(run.outcome === "done" ? [] : [outcomeText(run.outcome)]),
    whenText(run.created, now),
    ...(run.engines > 0 ? [engines, seconds(run.wall)] : []),
    ...(run.speedup === null ? [] : [times(run.speedup)]),
  ];
}

/** How a run ended, in the user's words. */
export function outcomeText(outcome: RunOutcome): string {
  const texts: Readonly<Record<RunOutcome, string>> = {
    done: vscode.l10n.t("done"),
    failed: vscode.l10n.t("failed"),
    died: vscode.l10n.t("an engine died"),
    timedOut: vscode.l10n.t("out of time"),
    interrupted: vscode.l10n.t("interrupted"),
    notRun: vscode.l10n.t("did not run"),
  };
  return texts[outcome];
}

/** A moment as short as it can be told: `14:03:22` today, else `2026-03-01 14:03`. */
export function whenText(time: number, now = Date.now()): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const at = new Date(time);
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}`;
  if (at.toDateString() === new Date(now).toDateString()) return `${clock}:${two(at.getSeconds())}`;
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${clock}`;
}
