import { isAbsolute } from "node:path";
import * as vscode from "vscode";
import { filenameOf } from "./editorSource";

/** Shows a line (from 1) of a file in the first editor group; the file may be one that was never saved. */
export async function openLocation(filename: string, line: number): Promise<void> {
  const open = vscode.workspace.textDocuments.find(
    (document) => filenameOf(document) === filename || document.uri.fsPath === filename,
  );
  if (!open && !isAbsolute(filename)) return;
  const document = open ?? (await vscode.workspace.openTextDocument(vscode.Uri.file(filename)));
  const at = new vscode.Position(Math.max(0, Math.min(line, document.lineCount) - 1), 0);
  await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.One,
    selection: new vscode.Range(at, at),
  });
}
