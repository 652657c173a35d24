import * as vscode from "vscode";
import type { LabKey } from "../../lessons/labs/labKey";
import { plainText } from "../plainText";
import { findLab, type OfferedLab } from "./findLab";
import type { LabCopies } from "./labCopies";
import { showHint } from "./labHints";
import type { LabMemory } from "./labMemory";
import { lessonFileUri } from "./lessonUris";
import type { Lessons } from "./offeredLessons";

/** Shows the learner's copy beside the solution, which cannot be changed. The first time it asks whether it shall. */
export async function showSolution(
  lessons: Lessons,
  copies: LabCopies,
  memory: LabMemory,
  key: LabKey,
): Promise<void> {
  const found = await findLab(lessons, key);
  if (!memory.sawSolution(key)) {
    const wish = await askFor(found, memory);
    if (wish === "hint") await showHint(lessons, memory, key);
    if (wish !== "solution") return;
    await memory.keepSawSolution(key);
  }
  const { lesson, lab } = found;
  const copy = await copies.copyOf(key.lesson, key.lab);
  await vscode.commands.executeCommand(
    "vscode.diff",
    copy ?? lessonFileUri(lesson, lab.file),
    lessonFileUri(lesson, lab.solution),
    copy
      ? vscode.l10n.t("{0}: yours and the solution", plainText(lab.title))
      : vscode.l10n.t("{0}: beginning and solution", plainText(lab.title)),
  );
}

async function askFor({ key, lab }: OfferedLab, memory: LabMemory): Promise<"solution" | "hint" | undefined> {
  const show = vscode.l10n.t("Show Solution");
  const hint = vscode.l10n.t("Show a Hint");
  const left = lab.hints.length - memory.hintsTold(key);
  const detail =
    left > 0
      ? vscode.l10n.t("You learn more by trying. Hints that you have not read yet: {0}.", left)
      : vscode.l10n.t("You learn more by trying.");
  const question = vscode.l10n.t("See the solution of the lab {0}?", plainText(lab.title));
  const buttons = left > 0 ? [show, hint] : [show];
  const chosen = await vscode.window.showInformationMessage(question, { modal: true, detail }, ...buttons);
  return chosen === show ? "solution" : chosen === hint ? "hint" : undefined;
}
