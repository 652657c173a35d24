import { homedir } from "node:os";
import * as vscode from "vscode";

/** Where code works that is in no folder itself: in the workspace's first one on this machine, else at the user's home. */
export function defaultFolder(folders = vscode.workspace.workspaceFolders): string {
  return folders?.find(({ uri }) => uri.scheme === "file")?.uri.fsPath ?? homedir();
}
