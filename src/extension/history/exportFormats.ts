import * as vscode from "vscode";
import type { RunSnapshot } from "../../protocol/run";
import { RUN_FILE, toJson } from "../../runs/runStore";

/** A kind of file that a run can be exported as. */
export interface ExportFormat {
  readonly label: string;
  readonly detail: string;
  /** Ending of its files, with the dot. */
  readonly ending: string;
  /** The whole file. What writes it is loaded when it is needed. */
  text(run: RunSnapshot): Promise<string>;
}

/** Every format, in the order in which they are offered. */
export function exportFormats(): readonly ExportFormat[] {
  return [
    {
      label: vscode.l10n.t("Report"),
      detail: vscode.l10n.t("One HTML page that needs nothing else, to read, to print and to hand in."),
      ending: ".html",
      text: async (run) => (await import("../../runs/export/htmlReport")).htmlReport(run),
    },
    {
      label: vscode.l10n.t("Trace"),
      detail: vscode.l10n.t(
        "When each task waited, ran and came back, for ui.perfetto.dev and chrome://tracing.",
      ),
      ending: ".json",
      text: async (run) => (await import("../../runs/export/chromeTrace")).chromeTrace(run),
    },
    {
      label: vscode.l10n.t("Table of Tasks"),
      detail: vscode.l10n.t("A row a task as CSV, for a spreadsheet or pandas."),
      ending: ".csv",
      text: async (run) => (await import("../../runs/export/tasksCsv")).tasksCsv(run),
    },
    {
      label: vscode.l10n.t("Run File"),
      detail: vscode.l10n.t("All of the run; this extension opens it on any machine."),
      ending: RUN_FILE,
      text: async (run) => toJson(run),
    },
  ];
}
