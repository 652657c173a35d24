import * as vscode from "vscode";

/** What is installed: the oldest that the bridge speaks to. */
const ARGUMENTS = ["-m", "pip", "install", "ipyparallel>=7.1"];

/**
 * Tells how ipyparallel comes into an interpreter, and does it in a terminal if the user says so. No shell reads it:
 * the interpreter is started with its arguments.
 */
export async function offerInstall(executable: string): Promise<void> {
  const [run, copy] = [vscode.l10n.t("Run in Terminal"), vscode.l10n.t("Copy Command")];
  const command = [executable, ...ARGUMENTS]
    .map((word) => (/[\s>]/.test(word) ? `"${word}"` : word))
    .join(" ");
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t("This interpreter has no ipyparallel."),
    { modal: true, detail: command },
    run,
    copy,
  );
  if (chosen === copy) await vscode.env.clipboard.writeText(command);
  else if (chosen === run) await vscode.tasks.executeTask(installTask(executable));
}

function installTask(executable: string): vscode.Task {
  const task = new vscode.Task(
    { type: "process" },
    vscode.workspace.workspaceFolders?.[0] ?? vscode.TaskScope.Global,
    vscode.l10n.t("Install ipyparallel"),
    "Parallel Labs",
    new vscode.ProcessExecution(executable, ARGUMENTS),
  );
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true };
  return task;
}
