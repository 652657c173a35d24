import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands } from "../../../src/protocol/ids";
import { EXTENSION_ID, labs, open, putBack, set } from "./labs";

describe("Contributions", () => {
  after(() => putBack("codeLens.enabled", "cells.marker"));

  it("registers every command that package.json names", async () => {
    await labs();
    const known = new Set(await vscode.commands.getCommands(true));
    for (const id of Object.values(commands)) assert(known.has(id), id);
  });

  it("activates in an instant, without starting anything", async () => {
    const api = await labs();
    assert(vscode.extensions.getExtension(EXTENSION_ID)?.isActive);
    assert.deepEqual(api.engines(), []);
  });

  it("puts three lenses over each cell", async () => {
    const { document } = await open("cells.py");
    assert.deepEqual(await lenses(document), [
      [0, "Run on All Engines", "Run Serially", "Run on Engines…"],
      [5, "Run on All Engines", "Run Serially", "Run on Engines…"],
      [8, "Run on All Engines", "Run Serially", "Run on Engines…"],
    ]);
  });

  it("puts lenses over a map/reduce pair, and over the whole file where there is neither", async () => {
    const words = await open("words.py");
    assert.deepEqual(
      (await lenses(words.document)).map(([line]) => line),
      [0],
    );
    const plain = await open("plain.py");
    assert.deepEqual(
      (await lenses(plain.document)).map(([line]) => line),
      [0],
    );
  });

  it("shows no lenses where they are off, or where nothing can run", async () => {
    const cells = await open("cells.py");
    await set("codeLens.enabled", false);
    assert.deepEqual(await lenses(cells.document), []);
    await set("codeLens.enabled", undefined);
    const notes = await open("notes.md");
    assert.deepEqual(await lenses(notes.document), []);
  });

  it("takes another marker for cells", async () => {
    await set("cells.marker", "^# ---");
    const document = await vscode.workspace.openTextDocument({
      language: "python",
      content: "# --- one\n1\n# --- two\n2\n",
    });
    assert.deepEqual(
      (await lenses(document)).map(([line]) => line),
      [0, 2],
    );
  });
});

/** A row a line: the line and the titles of its lenses, without icons. */
async function lenses(document: vscode.TextDocument): Promise<(number | string)[][]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    100,
  );
  const rows = new Map<number, string[]>();
  for (const { range, command } of found) {
    if (!command?.command.startsWith("parallelLabs.")) continue;
    const title = command.title.replace(/\$\([^)]*\)\s*/, "");
    rows.set(range.start.line, [...(rows.get(range.start.line) ?? []), title]);
  }
  return [...rows].map(([line, titles]) => [line, ...titles]);
}
