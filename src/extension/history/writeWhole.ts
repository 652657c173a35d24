import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { errors, messageOf } from "../../base/errors";

/**
 * Writes a file on whatever file system, the whole of it or nothing: what was there before stays until then.
 * Throws `wrong-usage` saying why it cannot be written, `cancelled`.
 */
export async function writeWhole(target: vscode.Uri, text: string, signal?: AbortSignal): Promise<void> {
  const { fs } = vscode.workspace;
  const beside = target.with({ path: `${target.path}.${randomUUID().slice(0, 8)}.part` });
  try {
    await fs.writeFile(beside, new TextEncoder().encode(text));
    signal?.throwIfAborted();
    await fs.rename(beside, target, { overwrite: true });
  } catch (error) {
    await fs.delete(beside).then(undefined, () => {}); // it may not even have been begun
    if (signal?.aborted) throw errors.cancelled("Exporting");
    throw errors.wrongUsage(
      vscode.l10n.t("{0} cannot be written: {1}. Choose another place.", target.fsPath, messageOf(error)),
    );
  }
}
