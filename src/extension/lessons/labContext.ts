import * as vscode from "vscode";
import { mayBeLab } from "../../lessons/labs/labPlace";
import { contextKeys } from "../../protocol/ids";
import type { LabCopies } from "./labCopies";
import type { Lessons } from "./offeredLessons";

/** Keeps the context key that says whether the active editor has a learner's copy of a lab. */
export function keepLabContext(lessons: Lessons, copies: LabCopies): vscode.Disposable {
  let known: boolean | undefined;
  const update = () => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    // Lessons are loaded when they are needed; once they are, the copies tell of a change.
    if (uri?.scheme === "file" && mayBeLab(uri.fsPath)) void lessons.ready();
    const isLab = uri !== undefined && copies.labOf(uri) !== undefined;
    if (isLab === known) return;
    known = isLab;
    void vscode.commands.executeCommand("setContext", contextKeys.isLab, isLab);
  };
  update();
  return vscode.Disposable.from(
    copies.onDidChange(update),
    vscode.window.onDidChangeActiveTextEditor(update),
  );
}
