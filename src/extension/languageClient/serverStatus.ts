import * as vscode from "vscode";
import { commands } from "../../protocol/ids";
import type { LanguageServer } from "./languageServer";
import { selector } from "./servedDocuments";

/** The language server's state, beside the language of a document that it knows. */
export function showServerStatus(server: LanguageServer): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem("parallelLabs.languageServer", selector);
  item.name = "Parallel Labs";
  item.command = { title: vscode.l10n.t("Restart"), command: commands.restartLanguageServer };
  const update = () => {
    const { state } = server;
    item.busy = state === "starting";
    item.severity =
      state === "failed" ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.text =
      state === "failed"
        ? vscode.l10n.t("Language server: stopped")
        : state === "running"
          ? vscode.l10n.t("Language server: running")
          : vscode.l10n.t("Language server: starting");
    item.detail = "Parallel Labs";
  };
  update();
  return vscode.Disposable.from(item, server.onDidChangeState(update));
}
