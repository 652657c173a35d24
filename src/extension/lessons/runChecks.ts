import * as vscode from "vscode";
import type { LabKey } from "../../lessons/labs/labKey";
import { nextIn } from "../../lessons/progress/nextStep";
import { commands } from "../../protocol/ids";
import { findLab } from "./findLab";
import type { LabTestParts } from "./labTestParts";
import type { LabTests } from "./labTests";
import { plainText } from "./plainText";

/** Checks a lab for the learner who asked for it, and says what to do next. */
export async function runChecks(parts: LabTestParts, tests: LabTests, key: LabKey): Promise<void> {
  const found = await findLab(parts.lessons, key);
  const title = plainText(found.lab.title);
  if (!(await parts.copies.copyOf(key.lesson, key.lab))) {
    const open = vscode.l10n.t("Open Lab");
    const message = vscode.l10n.t("You have not begun the lab {0}: open it first.", title);
    const chosen = await vscode.window.showInformationMessage(message, open);
    if (chosen === open) await vscode.commands.executeCommand(commands.openLab, key);
    return;
  }
  const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Checking {0}", title) };
  const verdict = await vscode.window.withProgress(options, () => tests.check(key));
  if (!verdict) return;
  if (verdict.passed === verdict.total) await praise(parts, key, title, verdict.total);
  else {
    const message = vscode.l10n.t(
      "{0}: {1} of {2} checks pass. The lab shows where to look.",
      title,
      verdict.passed,
      verdict.total,
    );
    const hint = found.lab.hints.length > 0 ? [vscode.l10n.t("Show Hint")] : [];
    const all = vscode.l10n.t("Show Checks");
    const chosen = await vscode.window.showInformationMessage(message, all, ...hint);
    if (chosen === all) await vscode.commands.executeCommand("workbench.view.testing.focus");
    else if (chosen !== undefined) await vscode.commands.executeCommand(commands.showHint, key);
  }
}

async function praise(
  { lessons, learner }: LabTestParts,
  key: LabKey,
  title: string,
  total: number,
): Promise<void> {
  const message = vscode.l10n.t("{0}: all {1} checks pass. The lab is done.", title, total);
  const lesson = lessons.find(key.lesson)?.lesson;
  const next = lesson && nextIn(lesson, learner.progress);
  if (next?.kind !== "lab") {
    await vscode.window.showInformationMessage(message);
    return;
  }
  const open = vscode.l10n.t("Next Lab: {0}", plainText(next.lab.title));
  if ((await vscode.window.showInformationMessage(message, open)) === open) {
    await vscode.commands.executeCommand(commands.openLab, { lesson: next.lesson.id, lab: next.lab.id });
  }
}
