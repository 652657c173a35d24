import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** Puts the results' page into a webview: nothing remote, no script but its own. */
export function showResultsPage(webview: vscode.Webview, extensionUri: vscode.Uri, title: string): void {
  const folder = vscode.Uri.joinPath(extensionUri, "dist");
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  const nonce = randomBytes(16).toString("base64url");
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(folder, name));
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    "img-src blob: data:",
  ].join("; ");
  webview.html = `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<link rel="stylesheet" href="${file("results.css")}">
</head>
<body>
<main id="root"></main>
<script nonce="${nonce}" src="${file("results.js")}"></script>
</body>
</html>`;
}
