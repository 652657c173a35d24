import * as vscode from "vscode";
import { type Inverse, resetProgress, undoReset } from "../../lessons/progress/resetProgress";
import type { Lesson } from "../../protocol/lesson";
import { plainText } from "../plainText";
import type { ProgressStore } from "./progressStore";

/** Asks, then takes back what was done of a lesson, or of all, and offers to undo that. */
export async function askReset(store: ProgressStore, lesson?: Lesson): Promise<void> {
  const title = plainText(lesson?.title ?? "");
  const question = lesson
    ? vscode.l10n.t('Reset your progress in "{0}"?', title)
    : vscode.l10n.t("Reset your progress in all lessons?");
  const detail = vscode.l10n.t(
    "Ticks, passed labs and answers are taken back. Your files stay as they are, and you can undo it right after.",
  );
  const reset = vscode.l10n.t("Reset");
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, reset);
  if (answer !== reset) return;
  let inverse: Inverse = [];
  await store.change((progress, now) => {
    const after = resetProgress(progress, now, lesson?.id);
    inverse = after.inverse;
    return after.progress;
  });
  const done = lesson
    ? vscode.l10n.t('Your progress in "{0}" is reset.', title)
    : vscode.l10n.t("Your progress in all lessons is reset.");
  const undo = vscode.l10n.t("Undo");
  if ((await vscode.window.showInformationMessage(done, undo)) === undo)
    await store.change((progress, now) => undoReset(progress, inverse, now));
}
