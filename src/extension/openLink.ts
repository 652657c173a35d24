import * as vscode from "vscode";

/** Opens a page in the browser, after VS Code has asked whether it may. Addresses of any other kind are left alone. */
export async function openLink(link: string): Promise<void> {
  if (!/^https?:\/\//i.test(link)) return;
  // As text: a Uri forgets how the address is escaped (https://github.com/microsoft/vscode/issues/85930).
  await vscode.env.openExternal(link as unknown as vscode.Uri);
}
