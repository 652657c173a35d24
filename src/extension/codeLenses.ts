import * as vscode from "vscode";
import { findCells } from "../language/cells";
import { findJobs } from "../language/jobs/findJobs";
import { languages } from "../language/languages";
import { commands } from "../protocol/ids";
import { factsOf } from "./editorSource";
import { onSetting, setting } from "./settings";

/** Lenses over cells and map/reduce functions, or over the whole file where there is neither. */
export class CodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly subscriptions: vscode.Disposable;

  constructor() {
    const selector = languages.flatMap(({ ids }) => ids.map((language) => ({ language })));
    this.subscriptions = vscode.Disposable.from(
      vscode.languages.registerCodeLensProvider(selector, this),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.changed.fire()),
      onSetting("codeLens.enabled", () => this.changed.fire()),
      onSetting("cells.marker", () => this.changed.fire()),
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const facts = factsOf(document);
    if (!facts || !vscode.workspace.isTrusted || !setting("codeLens.enabled", document.uri)) return [];
    const text = document.getText();
    if (text.trim() === "") return [];
    const cells = findCells(text, facts, setting("cells.marker", document.uri));
    const lines =
      cells.length > 0 ? cells.map(({ line }) => line) : findJobs(text, facts).jobs.map(({ line }) => line);
    return (lines.length > 0 ? lines : [0]).flatMap((line) => lensesAt(document.uri, line));
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}

function lensesAt(uri: vscode.Uri, line: number): vscode.CodeLens[] {
  const range = new vscode.Range(line, 0, line, 0);
  const place = { uri, line };
  const lens = (title: string, command: string, tooltip: string) =>
    new vscode.CodeLens(range, { title, command, tooltip, arguments: [place] });
  return [
    lens(
      `$(run-all) ${vscode.l10n.t("Run on All Engines")}`,
      commands.runOnAllEngines,
      vscode.l10n.t("Run this once on every engine, all at the same time"),
    ),
    lens(vscode.l10n.t("Run Serially"), commands.runSerially, vscode.l10n.t("Run this on one engine")),
    lens(
      vscode.l10n.t("Run on Engines…"),
      commands.runOnEngines,
      vscode.l10n.t("Choose the engines that run this"),
    ),
  ];
}
