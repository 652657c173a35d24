import * as vscode from "vscode";
import type { KeptRun, RunStore } from "../../runs/runStore";
import { titleOf } from "./runText";

/** Removes runs and offers to take that back. Nobody waits for the answer. */
export async function deleteRuns(
  store: RunStore,
  runs: readonly KeptRun[],
  onFailure: (error: unknown) => void,
): Promise<void> {
  const [first] = runs;
  if (!first) return;
  const removed = await store.remove(runs.map(({ id }) => id));
  const message =
    runs.length === 1
      ? vscode.l10n.t("{0} is deleted.", titleOf(first))
      : vscode.l10n.t("{0} runs are deleted.", runs.length);
  const undo = vscode.l10n.t("Undo");
  void vscode.window
    .showInformationMessage(message, undo)
    .then((chosen) => (chosen === undo ? removed.restore() : undefined))
    .then(undefined, onFailure);
}

/** Asks which of all runs to delete; pinned ones stay unless the user says otherwise. */
export async function askWhichToDelete(runs: readonly KeptRun[]): Promise<readonly KeptRun[]> {
  const loose = runs.filter(({ pinned }) => !pinned);
  const pinned = runs.length - loose.length;
  if (runs.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There are no runs to delete."));
    return [];
  }
  const some = vscode.l10n.t("Delete");
  const all = vscode.l10n.t("Delete Pinned Ones, Too");
  const question =
    loose.length === 0
      ? vscode.l10n.t("All runs that are kept are pinned. Delete them?")
      : vscode.l10n.t("Delete the runs that are not pinned ({0})?", loose.length);
  const detail = [
    ...(pinned > 0 && loose.length > 0 ? [vscode.l10n.t("Pinned runs ({0}) are kept.", pinned)] : []),
    vscode.l10n.t("You can undo it right after."),
  ].join(" ");
  const buttons = [...(loose.length > 0 ? [some] : []), ...(pinned > 0 ? [all] : [])];
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, ...buttons);
  if (answer === all) return runs;
  return answer === some ? loose : [];
}
