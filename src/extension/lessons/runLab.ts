import * as vscode from "vscode";
import { findCells } from "../../language/cells";
import type { LabKey } from "../../lessons/labs/labKey";
import { commands } from "../../protocol/ids";
import { factsOf } from "../editorSource";
import { setting } from "../settings";
import type { LabCopies } from "./labCopies";

/** Opens a learner's copy and runs it on all engines: its first cell, or what there is when it has none. */
export async function runLab(copies: LabCopies, key: LabKey): Promise<void> {
  const uri = await copies.openLab(key);
  if (!uri) return;
  const document = await vscode.workspace.openTextDocument(uri);
  const facts = factsOf(document);
  const cells = facts ? findCells(document.getText(), facts, setting("cells.marker", uri)) : [];
  // What stands before the first marker mostly is the lab's description.
  const cell = cells.find(({ line, firstLine }) => firstLine > line) ?? cells[0];
  await vscode.commands.executeCommand(commands.runOnAllEngines, { uri, line: cell?.line ?? 0 });
}
