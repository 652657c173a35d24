import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { commands } from "../../../src/protocol/ids";
import type { RunSnapshot } from "../../../src/protocol/run";
import { toJson } from "../../../src/runs/runStore";
import { temporaryFolder } from "../../support/cleanUp";
import { until } from "../../support/until";
import { sampleRun, sampleTask } from "../../unit/panel/sampleRun";
import { answering } from "./answers";
import { discard, enginesWhen, labs, open, openText, putBack, runCommand, set } from "./labs";
import { Answers, workspaceFolder } from "./lessonParts";

const CELLS = [
  "# %% Load",
  "print('loading')",
  "# %% Fit [targets=1]",
  "engine_id",
  "# %% Draw",
  "1 / 0",
  "# %% Save",
  "6 * 7",
  "",
].join("\n");

const ENDLESS = "# %% One\nwhile True: pass\n# %% Two\nwhile True: pass\n# %% Three\n1\n";

/** What became of a run's tasks, by their cells. */
function endsOf({ record }: RunSnapshot): string[] {
  return record.tasks.map(({ label, status }) => `${label} ${status}`).sort();
}

describe("Run Cells on Free Engines", () => {
  const answers = new Answers();
  before(() => set("engines.count", 2));
  after(() => putBack("engines.count"));
  afterEach(discard);

  it("runs every cell once, whatever becomes of the others, on engines that its header allows", async () => {
    await openText(CELLS);
    const run = await runCommand(commands.runCellsBalanced);
    const { record, outputs } = run;
    assert.deepEqual(endsOf(run), ["Draw error", "Fit ok", "Load ok", "Save ok"]);
    assert.deepEqual(record.cells, ["Load", "Fit", "Draw", "Save"]);
    assert.equal(record.kind, "map");
    assert.equal(record.source.title, "4 cells on free engines");
    assert.equal(record.tasks.find(({ label }) => label === "Fit")?.engine, 1);
    assert.deepEqual(
      record.engines.map(({ id }) => id),
      [0, 1],
    );
    const errors = outputs.flatMap(({ items }) =>
      items.flatMap((item) => (item.kind === "error" ? item.error : [])),
    );
    assert.deepEqual(
      errors.map(({ name, line }) => [name, line]),
      [["ZeroDivisionError", 6]],
    );
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    const problems = () => vscode.languages.getDiagnostics(document.uri);
    const found = await until("the problem", () =>
      problems().find(({ message }) => message.includes("ZeroDivisionError")),
    );
    assert.equal(found.range.start.line, 5);
  });

  it("runs those that are selected, if they are several", async () => {
    const editor = await openText(CELLS);
    editor.selection = new vscode.Selection(1, 2, 4, 0);
    assert.deepEqual((await runCommand(commands.runCellsBalanced)).record.cells, ["Load", "Fit"]);
    editor.selection = new vscode.Selection(6, 0, 7, 3);
    const { record } = await runCommand(commands.runCellsBalanced);
    assert.equal(record.cells?.length, 4, "of one cell alone all run");
  });

  it("runs TypeScript cells", async () => {
    await open("cells.ts");
    const { record } = await runCommand(commands.runCellsBalanced);
    assert.deepEqual(record.cells, ["First", "Second"]);
    assert.equal(record.backend, "node");
  });

  it("says what is missing in a file without cells, and which engine there is not", async () => {
    const said = async (text: string) => {
      await openText(text);
      const asked = await answering(
        () => undefined,
        () => vscode.commands.executeCommand(commands.runCellsBalanced),
      );
      return asked.map((one) => one.text).join();
    };
    assert.match(await said("1 + 1\n"), /no cells: begin each with a line # %%/);
    // Both are closed afterwards: one that takes the other's name at once may be taken for it.
    assert.match(await said("# %% One\n1\n# %% Two [targets=7]\n2\n"), /no engine 7/);
    await discard();
  });

  it("can be interrupted, and tells which cells never began", async () => {
    await openText(ENDLESS);
    const finished = runCommand(commands.runCellsBalanced);
    await enginesWhen((engines) => engines.filter(({ state }) => state === "busy").length === 2);
    await vscode.commands.executeCommand(commands.interrupt);
    const run = await finished;
    assert.deepEqual(endsOf(run), ["One interrupted", "Two interrupted"]);
    assert.deepEqual(run.record.cells, ["One", "Two", "Three"]);
  });

  it("says which cell did not run because its engine died", async () => {
    await openText("# %% Killer [targets=0]\nimport os; os._exit(9)\n# %% Left [targets=0]\n1\n");
    const asked = await answering(
      () => undefined,
      () => runCommand(commands.runCellsBalanced),
    );
    assert.match(asked.map(({ text }) => text).join(), /No engine is left for the cell "Left"/);
  });

  it("runs again in the same way, with the cells as they now stand", async () => {
    const { document } = await openText(CELLS);
    const { record } = await runCommand(commands.runCellsBalanced);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(5, 0, 5, 5), "1 / 1");
    await vscode.workspace.applyEdit(edit);
    const again = await runCommand(commands.runAgain, record.id);
    assert.deepEqual(endsOf(again), ["Draw ok", "Fit ok", "Load ok", "Save ok"]);
    assert.deepEqual(again.record.cells, record.cells);
  });

  it("is measured on one engine, one cell after the other, and known for the same cells only", async () => {
    const text = CELLS.replace("1 / 0", `${Math.random()}`);
    await openText(text);
    const first = await runCommand(commands.runCellsBalanced);
    await vscode.commands.executeCommand(commands.measureOnOneEngine);
    const measured = (await labs()).lastRun();
    assert.equal(measured?.record.id, first.record.id);
    assert.ok((measured?.record.baseline?.wall ?? 0) > 0);
    const again = await runCommand(commands.runCellsBalanced);
    assert.deepEqual(again.record.baseline, measured?.record.baseline);
    const everywhere = await runCommand(commands.runAllCells);
    assert.equal(everywhere.record.baseline, undefined, "each cell on every engine is other work");
  });

  it("of an earlier window runs again on free engines", async () => {
    const folder = temporaryFolder("parallel-labs-cells-");
    try {
      const file = join(folder.path, "given.plrun.json");
      const source = {
        filename: join(workspaceFolder(), "cells.py"),
        title: "2 cells on free engines",
        language: "python" as const,
      };
      const run = sampleRun([sampleTask(0, { label: "Greeting" })], {
        ...{ id: "earlier-cells", kind: "map", cells: ["Greeting", "Failing", "Gone"], source },
      });
      writeFileSync(file, toJson(run));
      answers.replace(vscode.window, "showOpenDialog", async () => [vscode.Uri.file(file)]);
      await answering(
        () => undefined,
        () => vscode.commands.executeCommand(commands.importRun),
      );
      const again = await runCommand(commands.runAgain, "earlier-cells");
      assert.deepEqual(again.record.cells, ["Greeting", "Failing"]);
      assert.equal(again.record.tasks.length, 2);
      assert.equal(again.record.kind, "map");
    } finally {
      answers.putBack();
      folder.remove();
    }
  });
});
