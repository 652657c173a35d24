import * as vscode from "vscode";

/** Scheme of the documents that show what an engine put out. */
const SCHEME = "parallel-output";

/** Documents that are kept for editors that are open, at most. */
const MOST = 40;

/** What engines put out in two runs, as read-only documents in VS Code's editor for differences. */
export class OutputTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  private count = 0;

  /** Shows what an engine or a cell, called `name`, put out in two runs; each is told by its run's title and its text. */
  async compare(
    name: string,
    [leftTitle, left]: readonly [string, string],
    [rightTitle, right]: readonly [string, string],
  ): Promise<void> {
    const title = `${name}: ${leftTitle} ↔ ${rightTitle}`;
    await vscode.commands.executeCommand("vscode.diff", this.add(left), this.add(right), title);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  dispose(): void {
    this.registration.dispose();
  }

  private add(text: string): vscode.Uri {
    this.count += 1;
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${this.count}/output.txt` });
    this.texts.set(uri.toString(), text);
    const [oldest] = this.texts.keys();
    if (this.texts.size > MOST && oldest !== undefined) this.texts.delete(oldest);
    return uri;
  }
}
