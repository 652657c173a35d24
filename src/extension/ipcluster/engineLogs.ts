import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import { errors } from "../../base/errors";

/** Opens a log of a cluster's controller or engines, the latest first. Throws `wrong-usage` where there is none here. */
export async function showEngineLogs(connection: string): Promise<void> {
  const folder = join(dirname(dirname(connection)), "log");
  const logs = await logsIn(folder);
  if (logs.length === 0) {
    throw errors.wrongUsage(
      vscode.l10n.t("There are no logs in {0}: they are on the machines where the engines run.", folder),
    );
  }
  const picked = await vscode.window.showQuickPick(
    logs.map(({ file, changed }) => ({
      label: basename(file),
      description: changed.toLocaleString(),
      file,
    })),
    { title: vscode.l10n.t("Engine Logs"), matchOnDescription: true },
  );
  if (picked) await vscode.window.showTextDocument(vscode.Uri.file(picked.file));
}

async function logsIn(folder: string) {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith(".log")).map((name) => join(folder, name));
  const dated = await Promise.all(files.map(async (file) => ({ file, changed: (await stat(file)).mtime })));
  return dated.sort((a, b) => b.changed.getTime() - a.changed.getTime());
}
