import { existsSync } from "node:fs";
import * as vscode from "vscode";
import type { LabMemory } from "./labMemory";

/** The folder that has, or is to have, a lesson's copies, if that is known without asking. */
export function knownHome(lesson: string, memory: LabMemory): string | undefined {
  const kept = memory.homeOf(lesson);
  if (kept !== undefined && existsSync(kept)) return kept;
  const [first] = workspaceHomes();
  if (first !== undefined) return first;
  const { chosenHome } = memory;
  return chosenHome !== undefined && existsSync(chosenHome) ? chosenHome : undefined;
}

/** The folders of the workspace that are on this machine's disk, where engines can work. */
export function workspaceHomes(): readonly string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.filter(({ uri }) => uri.scheme === "file").map(({ uri }) => uri.fsPath);
}

/** Asks for a folder for copies, when none is open; undefined when the learner thinks better of it, or opens one. */
export async function askForHome(memory: LabMemory): Promise<string | undefined> {
  const choose = vscode.l10n.t("Choose Folder…");
  const open = vscode.l10n.t("Open Folder…");
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t("Where do you want to keep your labs?"),
    {
      modal: true,
      detail: vscode.l10n.t(
        "You work in copies of a lesson's labs, and no folder is open to put them into. Choose one, which is remembered, or open a folder and then the lab again.",
      ),
    },
    choose,
    open,
  );
  if (chosen === open) await vscode.commands.executeCommand("workbench.action.files.openFolder");
  if (chosen !== choose) return undefined;
  const [folder] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t("Folder for Your Labs"),
      openLabel: vscode.l10n.t("Keep Labs Here"),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  if (folder?.scheme !== "file") return undefined;
  await memory.chooseHome(folder.fsPath);
  return folder.fsPath;
}
