import { basename } from "node:path";
import * as vscode from "vscode";
import { messageOf } from "../../base/errors";
import { views } from "../../protocol/ids";
import type { ToPanel } from "../../protocol/panel";
import { readRun } from "./readRun";
import { type ShownRunContext, showRun } from "./shownRun";

/**
 * The editor of `.plrun.json` files, which may come from anywhere: the results' page, to be read only. Nothing runs
 * there, so it needs neither engines nor a trusted workspace.
 */
export class RunFileEditor implements vscode.CustomReadonlyEditorProvider {
  constructor(private readonly context: ShownRunContext) {}

  register(): vscode.Disposable {
    return vscode.window.registerCustomEditorProvider(views.runFile, this, {
      supportsMultipleEditorsPerDocument: true,
    });
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => {} }; // it is read when its page is ready
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const page = showRun(panel.webview, this.context, vscode.l10n.t("Run"), () => this.read(uri));
    panel.onDidDispose(() => page.dispose());
  }

  private async read(uri: vscode.Uri): Promise<ToPanel> {
    try {
      return { type: "snapshot", run: await readRun(uri), canRerun: false };
    } catch (error) {
      this.context.log.warn(`${basename(uri.path)}: ${messageOf(error)}`);
      return { type: "unreadable", of: "run", why: messageOf(error) };
    }
  }
}
