import * as vscode from "vscode";
import { LabsError, messageOf } from "../base/errors";
import { commands } from "../protocol/ids";
import { plainText } from "./lessons/plainText";
import { isCancellation } from "./runs";

/** Shows an error in one sentence, with a way to mend it where there is one. */
export function showFailure(error: unknown, log: vscode.LogOutputChannel): void {
  if (isCancellation(error)) return;
  log.error(error instanceof Error ? error : messageOf(error));
  const actions = actionsFor(error);
  const show =
    error instanceof LabsError && error.kind === "usage" ? "showWarningMessage" : "showErrorMessage";
  void vscode.window[show](plainText(messageOf(error)), ...actions.map(({ title }) => title)).then(
    (chosen) => {
      actions.find(({ title }) => title === chosen)?.run();
    },
  );
}

function actionsFor(error: unknown): { title: string; run: () => void }[] {
  const showLog = {
    title: vscode.l10n.t("Show Log"),
    run: () => void vscode.commands.executeCommand(commands.showLog),
  };
  if (!(error instanceof LabsError)) return [showLog];
  if (["no-python", "old-python", "broken-python"].includes(error.code)) {
    const run = () =>
      void vscode.commands.executeCommand("workbench.action.openSettings", "parallelLabs.python.path");
    return [{ title: vscode.l10n.t("Choose Python"), run }];
  }
  if (!vscode.workspace.isTrusted) {
    const run = () => void vscode.commands.executeCommand("workbench.trust.manage");
    return [{ title: vscode.l10n.t("Manage Workspace Trust"), run }];
  }
  return error.kind === "crash" ? [showLog] : [];
}
