import * as vscode from "vscode";
import type { LabKey } from "../../lessons/labs/labKey";
import { plainText } from "../plainText";
import { findLab } from "./findLab";
import type { LabMemory } from "./labMemory";
import type { Lessons } from "./offeredLessons";

/** Tells a lab's hints one by one, and goes on where it stopped, however long ago that was. */
export async function showHint(lessons: Lessons, memory: LabMemory, key: LabKey): Promise<void> {
  const { lab } = await findLab(lessons, key);
  const title = plainText(lab.title);
  const { hints } = lab;
  if (hints.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("The lab {0} has no hints.", title));
    return;
  }
  const next = vscode.l10n.t("Next Hint");
  const previous = vscode.l10n.t("Previous Hint");
  let at = Math.max(0, Math.min(memory.hintsTold(key), hints.length) - 1);
  for (;;) {
    if (at + 1 > memory.hintsTold(key)) await memory.keepHintsTold(key, at + 1);
    const said = vscode.l10n.t(
      "{0}, hint {1} of {2}: {3}",
      title,
      at + 1,
      hints.length,
      plainText(hints[at] ?? ""),
    );
    const buttons = [...(at + 1 < hints.length ? [next] : []), ...(at > 0 ? [previous] : [])];
    const chosen = await vscode.window.showInformationMessage(said, ...buttons);
    if (chosen === next) at += 1;
    else if (chosen === previous) at -= 1;
    else return;
  }
}
