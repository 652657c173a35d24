import { basename, dirname, isAbsolute } from "node:path";
import { setImmediate } from "node:timers/promises";
import * as vscode from "vscode";
import { errors } from "../../base/errors";
import type { KeptRun, RunStore } from "../../runs/runStore";
import { defaultFolder } from "../defaultFolder";
import { plainText } from "../plainText";
import { type ExportFormat, exportFormats } from "./exportFormats";
import { writeWhole } from "./writeWhole";

/** Asks as what and where, and exports a run; nothing is left of an export that is cancelled. Throws `cancelled`. */
export async function exportRun(store: RunStore, kept: KeptRun): Promise<void> {
  const title = vscode.l10n.t("Export Run As");
  const formats = exportFormats();
  const format = formats.length > 1 ? await vscode.window.showQuickPick(formats, { title }) : formats[0];
  if (!format) return;
  const target = await vscode.window.showSaveDialog({
    title,
    saveLabel: vscode.l10n.t("Export"),
    defaultUri: suggestion(kept, format),
    filters: { [format.label]: [format.ending.slice(1)] },
  });
  if (!target) return;
  const name = plainText(basename(target.path));
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: vscode.l10n.t("Exporting {0}", name),
  };
  await vscode.window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const step = async (message: string): Promise<void> => {
      progress.report({ message });
      await setImmediate(); // what comes takes the host's time: a click on Cancel is heard before
      if (stop.signal.aborted) throw errors.cancelled("Exporting");
    };
    await step(vscode.l10n.t("reading the run"));
    const run = await store.load(kept.id);
    if (!run)
      throw errors.wrongUsage(vscode.l10n.t("This run cannot be read any more: delete it from the history."));
    await step(vscode.l10n.t("making the file"));
    const text = await format.text(run);
    await step(vscode.l10n.t("writing"));
    await writeWhole(target, text, stop.signal);
  });
  const open = vscode.l10n.t("Open");
  // Nobody waits for the answer: the file is written.
  void vscode.window
    .showInformationMessage(vscode.l10n.t("The run is exported to {0}.", name), open)
    .then((chosen) => {
      if (chosen === open) void vscode.commands.executeCommand("vscode.open", target);
    });
}

/** Beside the file that ran, where that is, called after it and the moment. */
function suggestion({ source, created }: KeptRun, { ending }: ExportFormat): vscode.Uri {
  const folder = isAbsolute(source.filename) ? dirname(source.filename) : defaultFolder();
  const stem = basename(source.filename).replace(/\.[^.]*$/, "") || "run";
  const moment = new Date(created).toISOString().slice(0, 19).replaceAll(":", "").replace("T", "-");
  return vscode.Uri.joinPath(vscode.Uri.file(folder), `${stem}-${moment}${ending}`);
}
