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
      label: vscode.l10n.t("Run File"),
      detail: vscode.l10n.t("All of the run; this extension opens it on any machine."),
      ending: RUN_FILE,
      text: async (run) => toJson(run),
    },
  ];
}
