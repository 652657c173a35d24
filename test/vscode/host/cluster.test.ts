import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { manageCluster } from "../../../src/engines/ipyparallel/manageCluster";
import { commands, settingsPrefix } from "../../../src/protocol/ids";
import { CLIENT } from "../../../src/protocol/remote";
import { toJson } from "../../../src/runs/runStore";
import { temporaryFolder } from "../../support/cleanUp";
import { type IpCluster, startIpCluster } from "../../support/ipcluster";
import { findIpyparallel } from "../../support/ipyparallel";
import { cellsFile, clientCells, type Given, givenIn, plainlyGiven } from "../../support/plainClient";
import { skip } from "../../support/skip";
import { until } from "../../support/until";
import { answering } from "./answers";
import {
  discard,
  EXTENSION_ID,
  enginesWhen,
  labs,
  open,
  openText,
  putBack,
  resultOf,
  runCommand,
  set,
} from "./labs";
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
      [
        "This Machine",
        "ipyparallel",
        "Start a Cluster Here",
        "Start Cluster of a Profile…",
        "elsewhere",
        "Connection File…",
        "Settings…",
      ],
    );
  });

  it("runs what this machine's engines would, on its engines, which the Engines view shows", async () => {
    await use();
    await openText("(engine_id, engine_count)");
    const run = await runCommand(commands.runOnAllEngines);
    await discard();
    assert.equal(run.record.backend, "ipyparallel");
    const [asked] = await answering(
      () => undefined,
      () => vscode.commands.executeCommand(commands.useCluster),
    );
    assert.deepEqual(
      asked?.choices.filter((label) => label.startsWith("$(check)")),
      [`$(check) ${cluster.connectionFile}`],
    );
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

  it("is started from a profile, grows, shrinks and is stopped", async () => {
    const folder = temporaryFolder("parallel-labs-profiles-");
    const before = process.env["IPYTHONDIR"];
    process.env["IPYTHONDIR"] = folder.path;
    const answers = new Answers();
    const engines = (count: number) => {
      answers.replace(vscode.window, "showInputBox", async () => String(count));
    };
    const asked = async (command: string, choose: (choices: readonly string[]) => string | undefined) =>
      await answering(
        ({ choices }) => choose(choices),
        () => vscode.commands.executeCommand(command),
      );
    try {
      await forgetInWorkspace();
      await set("ipyparallel.connectionFile", undefined);
      engines(1);
      await asked(commands.startCluster, (choices) => choices.find((name) => name === "default"));
      await enginesWhen((all) => all.length === 1 && all[0]?.backend === "ipyparallel");
      engines(2);
      assert.deepEqual(await asked(commands.setEngineCount, () => undefined), []);
      await enginesWhen((all) => all.length === 2);
      engines(1);
      const [question] = await asked(commands.setEngineCount, ([first]) => first);
      assert.equal(question?.text, "Remove an engine?");
      await enginesWhen((all) => all.length === 1);
      const [running] = await answering(
        () => undefined,
        () => vscode.commands.executeCommand(commands.useCluster),
      );
      assert(running?.choices.includes("$(check) default"), String(running?.choices));
      await asked(commands.stopCluster, ([first]) => first);
      await openText("engine_count");
      assert.equal((await runCommand(commands.runOnAllEngines)).record.backend, "python");
      await discard();
    } finally {
      answers.putBack();
      if (before === undefined) delete process.env["IPYTHONDIR"];
      else process.env["IPYTHONDIR"] = before;
      const clusterFile = join(folder.path, "profile_default", "security", "cluster-.json");
      if (existsSync(clusterFile)) await manageCluster(python, manager(), { do: "stop", clusterFile });
      await forgetInWorkspace();
      folder.remove();
    }
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

    it("runs a run of an earlier window again in the client", async () => {
      const { document } = await open("cells.py");
      const line = document
        .getText()
        .split("\n")
        .findIndex((text) => text.includes("Greeting"));
      const done = await runCommand(commands.runInClient, { uri: document.uri, line });
      const folder = temporaryFolder("parallel-labs-client-run-");
      const answers = new Answers();
      try {
        const file = join(folder.path, "given.plrun.json");
        writeFileSync(file, toJson({ ...done, record: { ...done.record, id: "earlier" } }));
        answers.replace(vscode.window, "showOpenDialog", async () => [vscode.Uri.file(file)]);
        await answering(
          () => undefined,
          () => vscode.commands.executeCommand(commands.importRun),
        );
        const again = await runCommand(commands.runAgain, "earlier");
        assert.deepEqual(
          again.record.tasks.map(({ engine }) => engine),
          [CLIENT],
        );
        assert.equal(again.record.source.title, done.record.source.title);
      } finally {
        answers.putBack();
        folder.remove();
      }
    });

    it("is where its errors are said to be", async () => {
      const { document } = await openText("1 / 0\n");
      await runCommand(commands.runInClient);
      const said = () => vscode.languages.getDiagnostics(document.uri).map(({ message }) => message);
      await until("the problem", () => said().length > 0);
      assert.deepEqual(said(), ["ZeroDivisionError: division by zero (in the client)"]);
    });
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

function manager(): string {
  const { extensionPath = "" } = vscode.extensions.getExtension(EXTENSION_ID) ?? {};
  return join(extensionPath, "dist", "python", "manage_cluster.py");
}

/** The command remembers the choice in the workspace, where it hides what the tests set for the user. */
async function forgetInWorkspace(): Promise<void> {
  const settings = vscode.workspace.getConfiguration(settingsPrefix);
  const ids = [
    "engines.backend",
    "ipyparallel.connectionFile",
    "ipyparallel.profile",
    "ipyparallel.sshServer",
  ];
  for (const id of ids) await settings.update(id, undefined, vscode.ConfigurationTarget.Workspace);
}

function pythonWithout(has: string): string | undefined {
  return has === "python3" ? undefined : "python3";
}
