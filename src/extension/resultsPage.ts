import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { resultsHtml } from "./resultsHtml";

/** Puts the results' page into a webview. It speaks the editor's language where we have its words, else English. */
export function showResultsPage(webview: vscode.Webview, extensionUri: vscode.Uri, title: string): void {
  const folder = vscode.Uri.joinPath(extensionUri, "dist");
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  const words = vscode.l10n.bundle;
  webview.html = resultsHtml({
    title,
    script: file("results.js"),
    style: file("results.css"),
    styleSource: webview.cspSource,
    nonce: randomBytes(16).toString("base64url"),
    ...(words ? { language: vscode.env.language, words } : { language: "en", words: {} }),
  });
}
