import * as vscode from "vscode";
import { errors } from "../../base/errors";

import type { RunSnapshot } from "../../protocol/run";
import { readRunFile } from "../../runs/export/readRunFile";

/** Bytes of a run's file at most. */
const MOST_BYTES = 256_000_000;

/** Reads a run's file, wherever it comes from. Throws `wrong-usage` saying why it is none. */
export async function readRun(file: vscode.Uri): Promise<RunSnapshot> {
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > MOST_BYTES) {
    throw errors.wrongUsage(vscode.l10n.t("This is no run that can be opened: the file is too large."));
  }
  return readRunFile(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
}
