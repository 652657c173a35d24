import * as vscode from "vscode";
import { commands } from "../../protocol/ids";
import { seconds, times } from "../../runs/format";
import type { KeptRun } from "../../runs/runStore";
import type { RunOutcome } from "../../runs/runSummary";
import { factsOf, outcomeText, titleOf } from "./runText";

const failed = new vscode.ThemeColor("testing.iconFailed");

/** The icon of how a run ended. */
export const icons: Readonly<Record<RunOutcome, vscode.ThemeIcon>> = {
  done: new vscode.ThemeIcon("pass", new vscode.ThemeColor("testing.iconPassed")),
  failed: new vscode.ThemeIcon("error", failed),
  died: new vscode.ThemeIcon("bracket-error", failed),
  timedOut: new vscode.ThemeIcon("watch", failed),
  interrupted: new vscode.ThemeIcon("stop-circle"),
  notRun: new vscode.ThemeIcon("circle-outline"),
};

/** One run in the History view. */
export class RunItem extends vscode.TreeItem {
  constructor(readonly run: KeptRun) {
    const title = titleOf(run);
    super(title);
    const facts = factsOf(run);
    this.id = run.id;
    this.iconPath = icons[run.outcome];
    this.description = facts.join(" · ");
    this.contextValue = run.pinned ? "run.pinned" : "run";
    this.command = { command: commands.openRun, title: vscode.l10n.t("Open Run"), arguments: [run.id] };
    const outcome = run.outcome === "done" ? [outcomeText("done")] : [];
    this.accessibilityInformation = { label: [title, ...outcome, ...facts].join(", ") };
    this.tooltip = tooltipOf(run, title);
  }
}

function tooltipOf(run: KeptRun, title: string): vscode.MarkdownString {
  const { source, wall, speedup, created } = run;
  const text = new vscode.MarkdownString();
  const line = (words: string) => text.appendText(words).appendMarkdown("\n\n");
  line(title);
  line(source.filename);
  line(`${outcomeText(run.outcome)} · ${new Date(created).toLocaleString()}`);
  if (run.engines > 0) {
    const engines = vscode.l10n.t("{0} engines ({1})", run.engines, run.backend);
    const faster = speedup === null ? [] : [vscode.l10n.t("speed-up {0}", times(speedup))];
    line([engines, vscode.l10n.t("wall time {0}", seconds(wall)), ...faster].join(" · "));
  }
  if (run.pinned) line(vscode.l10n.t("Pinned: it is kept however many runs come."));
  return text;
}
