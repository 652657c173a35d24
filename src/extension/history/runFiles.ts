import * as vscode from "vscode";
import { views } from "../../protocol/ids";
import type { RunStore } from "../../runs/runStore";
import { defaultFolder } from "../defaultFolder";
import { setting } from "../settings";
import { readRun } from "./readRun";

/** Asks for files of runs and opens them where they are. */
export async function openRunFiles(): Promise<void> {
  for (const file of await ask(vscode.l10n.t("Open Run File"), vscode.l10n.t("Open"))) {
    await vscode.commands.executeCommand("vscode.openWith", file, views.runFile);
  }
}

/**
 * Asks for files of runs and takes them over into the history. A run that is there already stays as it is.
 * @returns the ids of the files' runs
 */
export async function importRuns(store: RunStore): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const file of await ask(vscode.l10n.t("Import Run File"), vscode.l10n.t("Import"))) {
    const run = await readRun(file);
    const { id } = run.record;
    if (!(await store.load(id))) await store.save(run, setting("history.maxRuns"));
    ids.push(id);
  }
  return ids;
}

async function ask(title: string, openLabel: string): Promise<readonly vscode.Uri[]> {
  const chosen = await vscode.window.showOpenDialog({
    title,
    openLabel,
    canSelectMany: true,
    defaultUri: vscode.Uri.file(defaultFolder()),
    filters: { [vscode.l10n.t("Runs")]: ["json"] },
  });
  return chosen ?? [];
}
