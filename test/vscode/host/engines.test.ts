import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands } from "../../../src/protocol/ids";
import { discard, enginesWhen, labs, open, openText, putBack, resultOf, runCommand, set } from "./labs";

const live = (engines: readonly { pid: number; state: string }[]) => engines.filter(({ pid }) => pid > 0);

describe("Engines", () => {
  beforeEach(() => set("engines.count", 2));
  afterEach(() => putBack("engines.count"));

  it("do not start before they are asked for", async () => {
    await open("plain.py");
    assert.deepEqual((await labs()).engines(), []);
  });

  it("start and stop by command", async () => {
    await open("plain.py");
    await vscode.commands.executeCommand(commands.startEngines);
    const pids = live((await labs()).engines()).map(({ pid }) => pid);
    assert.equal(new Set(pids).size, 2);
    await vscode.commands.executeCommand(commands.stopEngines);
    assert.deepEqual((await labs()).engines(), []);
    for (const pid of pids) assert.throws(() => process.kill(pid, 0), `engine process ${pid} is gone`);
  });

  it("are new after a restart, with empty namespaces", async () => {
    await runText("x = 1");
    const before = live((await labs()).engines()).map(({ pid }) => pid);
    await vscode.commands.executeCommand(commands.restartEngines);
    const after = live((await labs()).engines()).map(({ pid }) => pid);
    assert.equal(after.length, 2);
    assert(after.every((pid) => !before.includes(pid)));
    assert.equal(resultOf(await runText('"x" in globals()'), 0), "False");
  });

  it("keep their processes when namespaces are reset", async () => {
    await runText("x = 1");
    const before = (await labs()).engines().map(({ pid }) => pid);
    await vscode.commands.executeCommand(commands.resetNamespaces);
    assert.equal(resultOf(await runText('"x" in globals()'), 1), "False");
    assert.deepEqual(
      (await labs()).engines().map(({ pid }) => pid),
      before,
    );
  });

  it("are as many as the setting says, also when it changes while they run", async () => {
    await runText("1");
    await set("engines.count", 3);
    await enginesWhen((engines) => engines.length === 3);
    const run = await runText("engine_count");
    assert.deepEqual(
      [0, 1, 2].map((id) => resultOf(run, id)),
      ["3", "3", "3"],
    );
  });

  it("are replaced alone when they die, and the run says so", async () => {
    await runText("x = engine_id");
    const before = (await labs()).engines();
    const run = await runText("import os\nif engine_id == 1: os.kill(os.getpid(), 9)\nx");
    assert.deepEqual(
      run.record.tasks.map(({ status }) => status),
      ["ok", "died"],
    );
    const after = await enginesWhen(
      (engines) => engines[1]?.pid !== before[1]?.pid && engines.every(({ state }) => state === "idle"),
    );
    assert.equal(after[0]?.pid, before[0]?.pid);
    assert.match(after[1]?.lastDeath ?? "", /signal 9/);
  });

  it("say what to do when the interpreter is none", async () => {
    await set("python.path", "/no/such/python");
    await open("plain.py");
    await vscode.commands.executeCommand(commands.runOnAllEngines);
    await set("python.path", undefined);
    assert.deepEqual((await labs()).engines(), []);
  });
});

async function runText(content: string) {
  await openText(content);
  const run = await runCommand(commands.runOnAllEngines);
  await discard();
  return run;
}
