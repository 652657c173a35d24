import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands } from "../../../src/protocol/ids";
import { until } from "../../support/until";
import { discard, openText, putBack, runCommand, set } from "./labs";

/** What the Problems view says of a document, as `line: message`. */
function problemsOf({ uri }: vscode.TextDocument): string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === "Parallel Labs")
    .map(({ range, message }) => `${range.start.line + 1}: ${message}`);
}

describe("Errors of a run, in the Problems view", () => {
  before(() => set("engines.count", 3));
  after(() => putBack("engines.count"));
  afterEach(discard);

  const runs = async (code: string, ...problems: readonly string[]) => {
    const { document } = await openText(code);
    await runCommand(commands.runOnAllEngines);
    await until(
      "the problems",
      () => problemsOf(document).length === problems.length,
      () => problemsOf(document),
    );
    assert.deepEqual(problemsOf(document).sort(), problems);
    return document;
  };

  it("are one for all engines that raise the same, and name the engines of others", async () => {
    await runs("x = 1\n\nraise ValueError('no')\n", "3: ValueError: no (on all 3 engines)");
    await runs(
      "if engine_id == 1:\n    raise KeyError(engine_id)\nelse:\n    missing\n",
      "2: KeyError: 1 (on engine 1)",
      "4: NameError: name 'missing' is not defined (on 2 of 3 engines: 0, 2)",
    );
  });

  it("go when the file is changed, and when it runs well", async () => {
    const document = await runs("x = 1 / 0\n", "1: ZeroDivisionError: division by zero (on all 3 engines)");
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "# changed\n"));
    await until("no problems", () => problemsOf(document).length === 0);
    await runCommand(commands.runOnAllEngines);
    await until("the problem at its new line", () => problemsOf(document)[0]?.startsWith("2: Zero"));
    await editor.edit((edit) => edit.replace(new vscode.Range(1, 0, 2, 0), "x = 1\n"));
    await runCommand(commands.runOnAllEngines);
    assert.deepEqual(problemsOf(document), []);
  });
});
