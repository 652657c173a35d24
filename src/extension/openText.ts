import * as vscode from "vscode";

/** Shows a text in an editor of its own, in the first editor group; it belongs to no file. */
export async function openText(content: string, language: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
}
