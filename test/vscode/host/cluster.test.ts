import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import { commands, settingsPrefix } from "../../../src/protocol/ids";
import { type IpCluster, startIpCluster } from "../../support/ipcluster";
import { findIpyparallel } from "../../support/ipyparallel";
import { cellsFile, clientCells, type Given, givenIn, plainlyGiven } from "../../support/plainClient";
import { skip } from "../../support/skip";
import { answering } from "./answers";
import { discard, enginesWhen, labs, openText, putBack, resultOf, runCommand, set } from "./labs";
import { Answers } from "./lessonParts";

const SETTINGS = ["engines.backend", "ipyparallel.connectionFile", "python.path", "engines.count"] as const;

describe("An ipyparallel cluster", function () {
  this.timeout(300_000);
  let python: string;
  let cluster: IpCluster;

  before(async function () {
    const found = await findIpyparallel();
    if (!found) skip(this, "no Python here has ipyparallel");
    python = found;
    cluster = await startIpCluster(python, 4);
    await set("python.path", python);
  });
  after(async () => {
    await putBack(...SETTINGS);
    await cluster?.stop();
  });

  const use = async () => {
    await set("ipyparallel.connectionFile", cluster.connectionFile);
    await set("engines.backend", "ipyparallel");
  };

  it("is offered beside this machine, which is the way back", async () => {
    const [asked] = await answering(
      () => undefined,
      () => vscode.commands.executeCommand(commands.useCluster),
    );
    assert.ok(asked);
    assert.equal(asked.text, "Use Cluster");
    assert.deepEqual(
      asked.choices
        .map((label) => label.replace(/^\$\([\w-]+\) /, ""))
        .filter((label) => !/profile|default/.test(label)),
      ["This Machine", "ipyparallel", "Start a Cluster Here", "elsewhere", "Connection File…", "Settings…"],
    );
  });

  it("runs what this machine's engines would, on its engines, which the Engines view shows", async () => {
    await use();
    await openText("(engine_id, engine_count)");
    const run = await runCommand(commands.runOnAllEngines);
    await discard();
    assert.equal(run.record.backend, "ipyparallel");
    assert.deepEqual(
      [0, 1, 2, 3].map((id) => resultOf(run, id)),
      ["(0, 4)", "(1, 4)", "(2, 4)", "(3, 4)"],
    );
    const shown = (await labs()).engines();
    assert.equal(shown.length, 4);
    assert.ok(shown.every(({ backend, pid, host }) => backend === "ipyparallel" && pid > 0 && host !== ""));
  });

  it("gains an engine while it is connected to, and loses one", async () => {
    const engine = await cluster.addEngine();
    await enginesWhen((engines) => engines.length === 5);
    await openText("engine_id");
    const run = await runCommand(commands.runOnAllEngines);
    await discard();
    assert.equal(resultOf(run, 4), "4");
    engine.kill("SIGKILL");
    await enginesWhen((engines) => engines.length === 4);
  });

  it("is remembered with the ssh server that leads to it, and says why that one does not", async () => {
    const answers = new Answers();
    answers.replace(vscode.window, "showOpenDialog", async () => [vscode.Uri.file(cluster.connectionFile)]);
    answers.replace(vscode.window, "showInputBox", async () => " no server ");
    await set("ipyparallel.sshKey", "/nowhere/key");
    const asked = await answering(
      ({ choices }) => choices.find((label) => label.includes("Connection File…")),
      () => vscode.commands.executeCommand(commands.useCluster),
    );
    answers.putBack();
    const { get } = vscode.workspace.getConfiguration(settingsPrefix);
    assert.deepEqual(
      ["connectionFile", "sshServer", "sshKey"].map((id) => get(`ipyparallel.${id}`)),
      [cluster.connectionFile, "no server", "/nowhere/key"],
    );
    assert.match(asked.at(-1)?.text ?? "", /'no server' names no ssh server: write user@host/);
    await vscode.commands.executeCommand(commands.useThisMachine);
    assert.equal(vscode.workspace.getConfiguration(settingsPrefix).get("ipyparallel.sshServer"), "");
    await forgetInWorkspace();
    await set("ipyparallel.sshKey", undefined);
    await use();
  });

  it("goes back to this machine", async () => {
    await vscode.commands.executeCommand(commands.useThisMachine);
    await set("engines.count", 2);
    await openText("engine_count");
    const run = await runCommand(commands.runOnAllEngines);
    await discard();
    assert.equal(run.record.backend, "python");
    assert.equal(resultOf(run, 1), "2");
    await forgetInWorkspace();
  });

  describe("in a client", () => {
    let own: IpCluster;
    let plain: readonly Given[];
    let editor: vscode.TextEditor;

    before(async () => {
      own = await startIpCluster(python, 4);
      plain = await plainlyGiven(own);
      await set("ipyparallel.connectionFile", own.connectionFile);
      await set("engines.backend", "ipyparallel");
      editor = await openText(readFileSync(cellsFile, "utf8"));
    });
    after(async () => {
      await discard();
      await own?.stop();
    });

    for (const [index, { title, line }] of clientCells().entries()) {
      it(`gives what ipyparallel's own client gives: ${title}`, async () => {
        const run = await runCommand(commands.runInClient, { uri: editor.document.uri, line });
        assert.deepEqual(givenIn(run), plain[index]);
      });
    }
  });

  it("says how ipyparallel comes into an interpreter that does not have it", async function () {
    const without = pythonWithout(python);
    if (!without) skip(this, "every Python here has ipyparallel");
    await set("python.path", without);
    const asked = await answering(
      ({ choices, kind }) =>
        kind === "pick" ? choices.find((label) => label.includes("Install ipyparallel")) : undefined,
      () => vscode.commands.executeCommand(commands.useCluster),
    );
    assert.equal(asked.at(-1)?.kind, "message");
    assert.match(asked.at(-1)?.detail ?? "", /-m pip install "?ipyparallel>=7\.1/);
    await set("python.path", python);
  });
});

/** The command remembers the choice in the workspace, where it hides what the tests set for the user. */
async function forgetInWorkspace(): Promise<void> {
  const settings = vscode.workspace.getConfiguration(settingsPrefix);
  for (const id of ["engines.backend", "ipyparallel.connectionFile", "ipyparallel.sshServer"])
    await settings.update(id, undefined, vscode.ConfigurationTarget.Workspace);
}

function pythonWithout(has: string): string | undefined {
  return has === "python3" ? undefined : "python3";
}
