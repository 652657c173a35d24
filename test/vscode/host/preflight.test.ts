import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands } from "../../../src/protocol/ids";
import { type Asked, answering } from "./answers";
import { discard, labs, openText, putBack, resultOf, runCommand, set, textOf } from "./labs";

const CELLS = `# %% Settings
import math
LIMIT = 4

# %% Work
print(math.sqrt(LIMIT))
LIMIT + 1
`;

describe("Before a cell or a selection runs", () => {
  before(() => set("engines.count", 2));
  after(() => putBack("engines.count", "preflight.enabled"));
  beforeEach(async () => {
    await vscode.commands.executeCommand(commands.stopEngines);
    const editor = await openText(CELLS);
    editor.selection = new vscode.Selection(5, 0, 5, 0);
    // Answered once the language server runs.
    await vscode.commands.executeCommand("vscode.executeCodeLensProvider", editor.document.uri);
  });
  afterEach(discard);

  const questions = (asked: readonly Asked[]) =>
    asked.filter(({ text }) => text.includes("the engines do not have"));

  it("what the engines lack is offered to be run first, and is there for the next time", async () => {
    const asked = await answering(
      ({ choices }) => choices[0],
      async () => {
        const run = await runCommand(commands.runOnAllEngines);
        assert.equal(run.record.source.title, "Work");
        assert.deepEqual([textOf(run, 0), resultOf(run, 1)], ["2.0\n", "5"]);
      },
    );
    const [question, ...others] = questions(asked);
    assert.deepEqual(others, []);
    assert.match(question?.text ?? "", /math \(line 6\), LIMIT \(line 6\)/);
    assert.deepEqual(question?.choices, ["Run Lines 2–3 First", "Run Anyway"]);
    const tasks = async () => (await labs()).engines().map(({ tasksDone }) => tasksDone);
    assert.deepEqual(await tasks(), [2, 2]);
    const again = await answering(
      () => undefined,
      () => runCommand(commands.runOnAllEngines),
    );
    assert.deepEqual(questions(again), []);
    assert.deepEqual(await tasks(), [3, 3], "what the engines are asked is no task of the user's");
  });

  it("an import alone can be run on the engines", async () => {
    const editor = await openText("import math\nmath.floor(2.5)\n");
    editor.selection = new vscode.Selection(1, 0, 1, 15);
    const asked = await answering(
      ({ choices }) => choices[0],
      async () => assert.equal(resultOf(await runCommand(commands.runSerially), 0), "2"),
    );
    assert.deepEqual(
      questions(asked).map(({ text, choices }) => [text, ...choices]),
      [["Line 2 needs math, which the engines do not have.", "Import on the Engines", "Run Anyway"]],
    );
    await discard();
  });

  it("it runs as it is if that is wanted, and not at all without an answer", async () => {
    await answering(
      () => "Run Anyway",
      async () => {
        const run = await runCommand(commands.runOnAllEngines);
        const errors = run.outputs.flatMap(({ items }) => items.filter(({ kind }) => kind === "error"));
        assert.equal(errors.length, 2);
      },
    );
    const before = (await labs()).lastRun()?.record.id;
    const asked = await answering(
      () => undefined,
      () => vscode.commands.executeCommand(commands.runOnAllEngines),
    );
    assert.equal(questions(asked).length, 1);
    assert.equal((await labs()).lastRun()?.record.id, before);
  });

  it("nothing is asked of all cells, of whole files, and where it is turned off", async () => {
    const quiet = async (command: string) => {
      const asked = await answering(
        () => undefined,
        () => runCommand(command),
      );
      assert.deepEqual(questions(asked), []);
    };
    await quiet(commands.runAllCells);
    await vscode.commands.executeCommand(commands.stopEngines);
    await set("preflight.enabled", false);
    await quiet(commands.runOnAllEngines);
    await set("preflight.enabled", undefined);
    await openText("print(nowhere)\n");
    await quiet(commands.runOnAllEngines);
    await discard();
  });
});
