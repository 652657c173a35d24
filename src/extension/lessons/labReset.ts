import { basename } from "node:path";
import * as vscode from "vscode";
import { errors } from "../../base/errors";
import type { LabKey } from "../../lessons/labs/labKey";
import { type ResetCopy, undoReset } from "../../lessons/labs/resetCopy";
import { plainText } from "../plainText";
import { findLab } from "./findLab";
import { type LabCopies, saveChanges } from "./labCopies";
import type { Lessons } from "./offeredLessons";

/** Puts a learner's copy back to its beginning, if they say so; what they had is kept, and can be had back. */
export async function resetLab(lessons: Lessons, copies: LabCopies, key: LabKey): Promise<void> {
  const title = plainText((await findLab(lessons, key)).lab.title);
  if (!(await copies.copyOf(key.lesson, key.lab))) {
    throw errors.wrongUsage(vscode.l10n.t("You have no copy of the lab {0} yet: open it first.", title));
  }
  const reset = vscode.l10n.t("Reset Lab");
  const detail = vscode.l10n.t("Your file is kept beside it as a backup.");
  const question = vscode.l10n.t("Begin the lab {0} anew?", title);
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, reset);
  if (chosen !== reset) return;
  const done = await copies.reset(key);
  if (!done) {
    throw errors.wrongUsage(
      vscode.l10n.t("The lab {0} could not be saved, so it was not reset: save it first.", title),
    );
  }
  await showAnew(done.path);
  await offerWayBack(done, title);
}

async function offerWayBack(reset: ResetCopy, title: string): Promise<void> {
  const undo = vscode.l10n.t("Undo");
  const compare = vscode.l10n.t("Compare with Backup");
  const said = vscode.l10n.t(
    "The lab {0} begins anew. What you had is in {1}.",
    title,
    basename(reset.backup),
  );
  const chosen = await vscode.window.showInformationMessage(said, undo, compare);
  if (chosen === undo) await takeBack(reset, title);
  if (chosen !== compare) return;
  await vscode.commands.executeCommand(
    "vscode.diff",
    vscode.Uri.file(reset.backup),
    vscode.Uri.file(reset.path),
    vscode.l10n.t("{0}: backup and new beginning", title),
  );
}

async function takeBack(reset: ResetCopy, title: string): Promise<void> {
  if (!(await saveChanges(vscode.Uri.file(reset.path)))) return;
  const other = await undoReset(reset, new Date());
  await showAnew(reset.path);
  const said =
    other === undefined
      ? vscode.l10n.t("The lab {0} is as you had it.", title)
      : vscode.l10n.t(
          "The lab {0} is as you had it. What you wrote since is in {1}.",
          title,
          basename(other),
        );
  void vscode.window.showInformationMessage(said);
}

/**
 * Shows a file as it is on disk now. An editor that had it open may take it for deleted, since it was moved away, and then
 * would keep the old text.
 */
async function showAnew(path: string): Promise<void> {
  await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
  await vscode.commands.executeCommand("workbench.action.files.revert");
}
