import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands } from "../../../src/protocol/ids";
import {
  discard,
  enginesWhen,
  labs,
  open,
  openText,
  putBack,
  resultOf,
  runCommand,
  set,
  textOf,
} from "./labs";

describe("Running", () => {
  before(() => set("engines.count", 3));
  after(() => putBack("engines.count"));

  it("runs the cell under the cursor once on every engine", async () => {
    await open("cells.py", 2);
    const run = await runCommand(commands.runOnAllEngines);
    assert.deepEqual(
      [0, 1, 2].map((id) => textOf(run, id)),
      [0, 1, 2].map((id) => `hello from engine ${id} of 3\n`),
    );
    assert.deepEqual(
      [0, 1, 2].map((id) => resultOf(run, id)),
      ["40", "41", "42"],
    );
    assert.equal(run.record.source.title, "Greeting");
  });

  it("keeps names between cells, and runs a cell on the targets of its header", async () => {
    await open("cells.py", 6);
    const run = await runCommand(commands.runOnAllEngines);
    assert.deepEqual(
      run.record.tasks.map(({ engine }) => engine),
      [0, 1],
    );
    assert.deepEqual([resultOf(run, 0), resultOf(run, 1)], ["41", "42"]);
  });

  it("runs the selection when there is one, with the file's line numbers", async () => {
    const editor = await open("cells.py");
    editor.selection = new vscode.Selection(13, 4, 13, 44);
    const run = await runCommand(commands.runOnAllEngines);
    const error = run.outputs[1]?.items.find((item) => item.kind === "error");
    assert.equal(error?.kind === "error" && error.error.line, 14);
  });

  it("runs one engine alone when asked to run serially", async () => {
    await open("plain.py");
    const run = await runCommand(commands.runSerially);
    assert.deepEqual(
      run.record.tasks.map(({ engine }) => engine),
      [0],
    );
    assert.equal(textOf(run, 0), "plain file on engine 0\n");
  });

  it("runs all cells in order, and stops after the one that fails", async () => {
    await open("cells.py");
    const run = await runCommand(commands.runAllCells);
    assert.deepEqual(
      run.record.tasks.map(({ label, engine, status }) => `${label} ${engine} ${status}`).sort(),
      [
        "Failing 0 ok",
        "Failing 1 error",
        "Failing 2 ok",
        "Greeting 0 ok",
        "Greeting 1 ok",
        "Greeting 2 ok",
        "Only two 0 ok",
        "Only two 1 ok",
      ],
    );
    assert.equal(textOf(run, 2, "stderr"), "a warning\n");
  });

  it("runs a cell and goes on to the next", async () => {
    const editor = await open("cells.py", 1);
    await runCommand(commands.runCellAndAdvance);
    assert.equal(editor.selection.active.line, 6);
  });

  it("runs what stands in the editor, saved or not", async () => {
    const editor = await open("plain.py");
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'print("not saved")\n'));
    const run = await runCommand(commands.runOnAllEngines);
    assert.match(textOf(run, 0), /^not saved\nplain file/);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("runs a file that has no name yet", async () => {
    await openText("6 * 7");
    const run = await runCommand(commands.runOnAllEngines);
    assert.equal(resultOf(run, 2), "42");
    await discard();
  });

  it("runs TypeScript cells on Node engines, which keep their names too", async () => {
    await open("cells.ts", 0);
    const first = await runCommand(commands.runOnAllEngines);
    assert.equal(textOf(first, 1), "hello from engine 1\n");
    await open("cells.ts", 10);
    const second = await runCommand(commands.runOnAllEngines);
    assert.equal(resultOf(second, 0), String("hello from engine 0".length + 3));
  });

  it("interrupts an endless loop on every engine and keeps the namespaces", async () => {
    await open("endless.py");
    const api = await labs();
    const finished = runCommand(commands.runOnAllEngines);
    await enginesWhen((engines) => engines.filter(({ state }) => state === "busy").length >= 3);
    const working = new Promise<void>((resolve) => {
      const look = setInterval(() => {
        const run = api.lastRun();
        if (!run || ![0, 1, 2].every((id) => textOf(run, id) === "working\n")) return;
        clearInterval(look);
        resolve();
      }, 50);
    });
    await working;
    await vscode.commands.executeCommand(commands.interrupt);
    const run = await finished;
    assert.deepEqual(
      run.record.tasks.map(({ status }) => status),
      ["interrupted", "interrupted", "interrupted"],
    );
    await openText("kept");
    assert.equal(resultOf(await runCommand(commands.runOnAllEngines), 1), "'still here'");
    await discard();
  });

  it("interrupts what runs longer than the setting allows", async () => {
    await set("run.timeoutSeconds", 1);
    await open("endless.py");
    const run = await runCommand(commands.runOnAllEngines);
    await set("run.timeoutSeconds", undefined);
    assert.deepEqual(
      run.record.tasks.map(({ status }) => status),
      ["timeout", "timeout", "timeout"],
    );
  });
});
