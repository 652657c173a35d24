import * as vscode from "vscode";
import type { LabKey } from "../../lessons/labs/labKey";
import { labStatus } from "../../lessons/progress/status";
import { commands } from "../../protocol/ids";
import type { Lab } from "../../protocol/lesson";
import { requireTrust } from "../clusters";
import { plainText } from "../plainText";
import { findLab } from "./findLab";
import type { LabTestParts } from "./labTestParts";
import type { LabTests } from "./labTests";

/** Checks a lab for the learner who asked for it, and says what to do next. */
export async function runChecks(parts: LabTestParts, tests: LabTests, key: LabKey): Promise<void> {
  requireTrust();
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
  if (verdict.failure !== undefined) throw verdict.failure;
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

async function praise(parts: LabTestParts, key: LabKey, title: string, total: number): Promise<void> {
  const message = vscode.l10n.t("{0}: all {1} checks pass. The lab is done.", title, total);
  const next = nextLab(parts, key);
  const open = next && vscode.l10n.t("Next Lab: {0}", plainText(next.title));
  const chosen = await vscode.window.showInformationMessage(message, ...(open ? [open] : []));
  if (next && chosen === open) {
    await vscode.commands.executeCommand(commands.openLab, { lesson: key.lesson, lab: next.id });
  }
}

/** The first lab after this one, in the same language if there is one, that has not passed. */
function nextLab({ lessons, learner }: LabTestParts, { lesson, lab }: LabKey): Lab | undefined {
  const labs = lessons.find(lesson)?.lesson.labs ?? [];
  const at = labs.findIndex(({ id }) => id === lab);
  const open = labs.slice(at + 1).filter((one) => labStatus(learner.progress, lesson, one) === "open");
  return open.find(({ language }) => language === labs[at]?.language) ?? open[0];
}
