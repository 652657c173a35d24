import { dirname, isAbsolute, join } from "node:path";
import * as vscode from "vscode";
import type { RunSource } from "../protocol/run";
import { defaultFolder } from "./defaultFolder";
import { filenameOf } from "./editorSource";
import { plainText } from "./plainText";

/** A place in a file; line and column count from 1. */
export interface FileLocation {
  readonly filename: string;
  readonly line: number;
  readonly column?: number;
}

/**
 * Shows a place in the first editor group; the file may be one that was never saved. A relative name begins in the folder in
 * which the run of `source` worked.
 */
export async function openLocation(
  { filename, line, column = 1 }: FileLocation,
  source: RunSource | undefined,
): Promise<void> {
  const document = openDocument(filename) ?? (await fileOf(filename, source));
  if (!document) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is no file {0} to open.", plainText(filename)),
    );
    return;
  }
  const row = Math.max(0, Math.min(line, document.lineCount) - 1);
  const at = document.validatePosition(new vscode.Position(row, Math.max(0, column - 1)));
  await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.One,
    selection: new vscode.Range(at, at),
  });
}

function openDocument(filename: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    (document) => filenameOf(document) === filename || document.uri.fsPath === filename,
  );
}

async function fileOf(
  filename: string,
  source: RunSource | undefined,
): Promise<vscode.TextDocument | undefined> {
  const folder = source && isAbsolute(source.filename) ? dirname(source.filename) : defaultFolder();
  const uri = vscode.Uri.file(isAbsolute(filename) ? filename : join(folder, filename));
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0) return undefined;
  } catch {
    return undefined;
  }
  return await vscode.workspace.openTextDocument(uri);
}
