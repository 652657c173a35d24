import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { EngineInfo } from "../../../src/engines/engine";
import type { ParallelLabsApi } from "../../../src/extension/api";
import { commands, settingsPrefix } from "../../../src/protocol/ids";
import type { RunSnapshot } from "../../../src/protocol/run";

export const EXTENSION_ID = "parallel-lesson-labs.parallel-lesson-labs";

/** The extension's API, activated. */
export async function labs(): Promise<ParallelLabsApi> {
  const extension = vscode.extensions.getExtension<ParallelLabsApi>(EXTENSION_ID);
  assert(extension, "the extension is installed");
  return await extension.activate();
}

/** Opens a file of the workspace with the cursor on a line (from 0). */
export async function open(name: string, line = 0): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert(folder, "a folder is open");
  return await show(await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name)), line);
}

/** Opens a Python file that has no name. */
export async function openText(content: string): Promise<vscode.TextEditor> {
  return await show(await vscode.workspace.openTextDocument({ language: "python", content }));
}

/** Shows a document and waits until its editor is the active one, which is later on a busy machine. */
async function show(document: vscode.TextDocument, line = 0): Promise<vscode.TextEditor> {
  const at = new vscode.Position(line, 0);
  const selection = new vscode.Selection(at, at);
  await vscode.window.showTextDocument(document, { selection, viewColumn: vscode.ViewColumn.One });
  return await new Promise((resolve) => {
    const look = (editor: vscode.TextEditor | undefined) => {
      if (editor?.document !== document) return;
      subscription.dispose();
      resolve(editor);
    };
    const subscription = vscode.window.onDidChangeActiveTextEditor(look);
    look(vscode.window.activeTextEditor);
  });
}

/** Closes the active editor without asking what to do with its changes. */
export async function discard(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
}

/** Runs a command and waits for the run that it begins. */
export async function runCommand(id: string, ...args: unknown[]): Promise<RunSnapshot> {
  const { onDidFinishRun } = await labs();
  const finished = new Promise<RunSnapshot>((resolve) => {
    const subscription = onDidFinishRun((run) => {
      subscription.dispose();
      resolve(run);
    });
  });
  await vscode.commands.executeCommand(id, ...args);
  return await finished;
}

/** What one engine wrote in a run. */
export function textOf(run: RunSnapshot, engine: number, stream: "stdout" | "stderr" = "stdout"): string {
  const items = run.outputs.find((output) => output.engine === engine)?.items ?? [];
  return items.map((item) => (item.kind === "text" && item.stream === stream ? item.text : "")).join("");
}

/** The text of one engine's last result in a run. */
export function resultOf(run: RunSnapshot, engine: number): string | undefined {
  const items = run.outputs.find((output) => output.engine === engine)?.items ?? [];
  const result = items.findLast((item) => item.kind === "result");
  return result?.kind === "result" ? result.value.text : undefined;
}

/** Waits until the engines are as they should be. */
export async function enginesWhen(
  good: (engines: readonly EngineInfo[]) => boolean,
): Promise<readonly EngineInfo[]> {
  const api = await labs();
  return await new Promise((resolve) => {
    const look = () => {
      if (!good(api.engines())) return;
      subscription.dispose();
      resolve(api.engines());
    };
    const subscription = api.onDidChangeEngines(look);
    look();
  });
}

/** Sets a setting for the user until the test's end; undefined is the default. */
export async function set(id: string, value: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration(settingsPrefix)
    .update(id, value, vscode.ConfigurationTarget.Global);
}

/** Puts everything back as a test found it. */
export async function putBack(...settings: readonly string[]): Promise<void> {
  await vscode.commands.executeCommand(commands.stopEngines);
  for (const id of settings) await set(id, undefined);
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}
