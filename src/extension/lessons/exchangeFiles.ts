import { homedir } from "node:os";
import * as vscode from "vscode";
import { errors } from "../../base/errors";
import { noProgress } from "../../lessons/progress/entries";
import { exportProgress, importProgress } from "../../lessons/progress/exchange";
import { mergeProgress } from "../../lessons/progress/mergeProgress";
import type { ProgressStore } from "./progressStore";

const FILE = "parallel-labs-progress.json";

/** More than anybody can do in lessons, in bytes. */
const MOST_BYTES = 50_000_000;

/** Asks where to, and writes all progress into a file. */
export async function exportToFile(store: ProgressStore): Promise<void> {
  await store.ready();
  const file = await vscode.window.showSaveDialog({
    title: vscode.l10n.t("Export Progress"),
    saveLabel: vscode.l10n.t("Export"),
    defaultUri: vscode.Uri.joinPath(startFolder(), FILE),
    filters: { JSON: ["json"] },
  });
  if (!file) return;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(exportProgress(store.progress)));
  tell(vscode.l10n.t("Your progress is exported to {0}.", file.fsPath));
}

/** Asks for an exported file, and adds what it says to what is known. */
export async function importFromFile(store: ProgressStore): Promise<void> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t("Import Progress"),
      openLabel: vscode.l10n.t("Import"),
      defaultUri: startFolder(),
      filters: { JSON: ["json"] },
    })) ?? [];
  if (!file) return;
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > MOST_BYTES) {
    throw errors.wrongUsage(
      vscode.l10n.t("This is no exported progress: choose a file that Export Progress wrote."),
    );
  }
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const read = importProgress(noProgress, text);
  await store.change((progress) => mergeProgress(progress, read.progress));
  const count = read.items === 1 ? vscode.l10n.t("1 item") : vscode.l10n.t("{0} items", read.items);
  if (read.skipped) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        "Progress on {0} was imported; parts of the file made no sense and were left out.",
        count,
      ),
    );
  } else tell(vscode.l10n.t("Progress on {0} was imported. What you did later here stays.", count));
}

function startFolder(): vscode.Uri {
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
}

function tell(message: string): void {
  void vscode.window.showInformationMessage(message);
}
