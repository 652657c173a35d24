import { isAbsolute } from "node:path";
import * as vscode from "vscode";
import { CLIENT } from "../protocol/remote";
import { type ErrorGroup, groupErrors } from "../runs/groupErrors";
import type { Run } from "../runs/run";
import { filenameOf } from "./editorSource";
import type { Runs } from "./runs";

/**
 * Shows the errors of the last run at their lines, as *Problems*: engines that raised the same are one. They go when the next
 * run begins, and those of a file when it is changed, because its lines are others then.
 */
export class RunDiagnostics implements vscode.Disposable {
  private readonly shown = vscode.languages.createDiagnosticCollection("parallelLabs.run");
  private readonly subscriptions: vscode.Disposable;
  /** Documents whose lines are not those that ran. */
  private readonly edited = new Set<vscode.TextDocument>();

  constructor(runs: Runs) {
    this.subscriptions = vscode.Disposable.from(
      this.shown,
      runs.onDidStart(() => {
        this.shown.clear();
        this.edited.clear();
      }),
      runs.onDidFinish((run) => void this.show(run)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        this.edited.add(document);
        this.shown.delete(document.uri);
      }),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async show(run: Run): Promise<void> {
    const snapshot = run.snapshot();
    const engines = snapshot.record.engines.filter(({ id }) => id !== CLIENT).length;
    const files = new Map<string, ErrorGroup[]>();
    for (const group of groupErrors(snapshot)) {
      files.set(group.filename, [...(files.get(group.filename) ?? []), group]);
    }
    for (const [filename, groups] of files) {
      const document = await documentOf(filename);
      if (!document || this.edited.has(document)) continue;
      this.shown.set(
        document.uri,
        groups.map((group) => diagnosticOf(group, engines, document)),
      );
    }
  }
}

/** The document of a file that engines name: a path, or the name of one that has none yet. */
async function documentOf(filename: string): Promise<vscode.TextDocument | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => filenameOf(document) === filename);
  if (open || !isAbsolute(filename)) return open;
  return await Promise.resolve(vscode.workspace.openTextDocument(vscode.Uri.file(filename))).catch(
    () => undefined,
  );
}

function diagnosticOf(
  { line, name, message, engines }: ErrorGroup,
  count: number,
  document: vscode.TextDocument,
): vscode.Diagnostic {
  const at = document.lineAt(Math.min(line, document.lineCount) - 1);
  const range = new vscode.Range(line - 1, at.firstNonWhitespaceCharacterIndex, line - 1, at.text.length);
  const said = message ? `${name}: ${message}` : name;
  const told = `${said} (${placeOf(engines, count)})`;
  const diagnostic = new vscode.Diagnostic(range, told, vscode.DiagnosticSeverity.Error);
  diagnostic.source = "Parallel Labs";
  return diagnostic;
}

/** Where it happened, in words; of `count` engines in all. */
function placeOf(engines: readonly number[], count: number): string {
  const [first = 0] = engines;
  if (first === CLIENT) return vscode.l10n.t("in the client");
  if (engines.length === count && count > 1) return vscode.l10n.t("on all {0} engines", count);
  if (engines.length === 1) return vscode.l10n.t("on engine {0}", first);
  return vscode.l10n.t("on {0} of {1} engines: {2}", engines.length, count, engines.join(", "));
}
