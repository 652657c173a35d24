import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { commands, views } from "../../../src/protocol/ids";
import type { RunSnapshot } from "../../../src/protocol/run";
import { toJson } from "../../../src/runs/runStore";
import { temporaryFolder } from "../../support/cleanUp";
import { until } from "../../support/until";
import { sampleRun, sampleTask } from "../../unit/panel/sampleRun";
import { type Asked, answering } from "./answers";
import { discard, open, openText, putBack, resultOf, runCommand, set, textOf } from "./labs";
import { Answers, workspaceFolder } from "./lessonParts";

describe("The history of runs", () => {
  const answers = new Answers();
  let folder: ReturnType<typeof temporaryFolder>;
  const run = (id: string, ...args: unknown[]) => vscode.commands.executeCommand(id, ...args);

  before(async () => {
    await set("engines.count", 2);
  });
  beforeEach(async () => {
    folder = temporaryFolder("parallel-labs-history-");
    await deleteAll();
  });
  afterEach(() => {
    answers.putBack();
    folder.remove();
  });
  after(() => putBack("engines.count"));

  /** What the history offers, in its order. */
  const offered = async (): Promise<readonly string[]> => {
    const [asked] = await answering(
      () => undefined,
      () => run(commands.openRun),
    );
    return asked?.kind === "pick" ? asked.choices : [];
  };
  const offers = (...labels: string[]) =>
    until(`the history to be ${labels}`, async () => String(await offered()) === String(labels), offered);
  const deleteAll = () =>
    answering(
      ({ text, choices }: Asked) => (text.includes("deleted") ? undefined : choices.at(-1)),
      () => run(commands.deleteAllRuns),
    ).then(() => offers());
  /** Runs a file and waits until its run is kept. */
  const keep = async (file: string): Promise<RunSnapshot> => {
    await open(file);
    return await kept(commands.runOnAllEngines);
  };
  /** Runs a command and waits until the run that it begins is kept. */
  const kept = async (id: string, ...args: unknown[]): Promise<RunSnapshot> => {
    const before = (await offered()).length;
    const done = await runCommand(id, ...args);
    await until("the run to be kept", async () => (await offered()).length === before + 1, offered);
    return done;
  };
  /** Takes a run over from a file. */
  const importFile = (text: string) => {
    const file = join(folder.path, "given.plrun.json");
    writeFileSync(file, text);
    answers.replace(vscode.window, "showOpenDialog", async () => [vscode.Uri.file(file)]);
    return answering(
      () => undefined,
      () => run(commands.importRun),
    );
  };
  const rename = (id: string, name: string | undefined) => {
    answers.replace(vscode.window, "showInputBox", async () => name);
    return run(commands.renameRun, id);
  };
  /** A run of this file of the workspace, as another window would have kept it. */
  const earlier = (id: string, filename: string, title = "", created = 1000): RunSnapshot => {
    const source = { filename: join(workspaceFolder(), filename), title, language: "python" as const };
    return sampleRun([sampleTask(0), sampleTask(1)], { id, source, created });
  };

  it("has what has run, the newest first, and says how it went", async () => {
    await keep("plain.py");
    await keep("cells.py");
    await offers("cells.py · Greeting", "plain.py");
  });

  it("says that there is nothing to choose from", async () => {
    const asked = await answering(
      () => undefined,
      () => run(commands.runAgain),
    );
    assert.match(asked[0]?.text ?? "", /no run of this workspace/);
  });

  it("names runs, and takes the name back", async () => {
    const { record } = await keep("plain.py");
    await rename(record.id, "  Before the change ");
    await offers("Before the change");
    await rename(record.id, undefined);
    await offers("Before the change");
    await rename(record.id, "");
    await offers("plain.py");
  });

  it("keeps pinned runs above, beyond the limit", async () => {
    const { record } = await keep("plain.py");
    await run(commands.pinRun, record.id);
    await set("history.maxRuns", 1);
    try {
      await keep("cells.py");
      await offers("plain.py", "cells.py · Greeting");
      await openText("1 + 1");
      await runCommand(commands.runOnAllEngines);
      await discard();
      await until("the run before to go", async () => !String(await offered()).includes("cells.py"), offered);
      assert.equal((await offered())[0], "plain.py");
      await run(commands.unpinRun, record.id);
    } finally {
      await set("history.maxRuns", undefined);
    }
  });

  it("deletes a run, and undoes that", async () => {
    const { record } = await keep("plain.py");
    await answering(
      () => undefined,
      () => run(commands.deleteRun, record.id),
    );
    await offers();
    const other = await keep("plain.py");
    await rename(other.record.id, "Mine");
    const asked = await answering(
      () => "Undo",
      () => run(commands.deleteRun, other.record.id),
    );
    assert.equal(asked[0]?.text, "Mine is deleted.");
    await offers("Mine");
  });

  it("deletes all but the pinned ones, if the user means it, and those too where they say so", async () => {
    const { record } = await keep("plain.py");
    await keep("cells.py");
    await run(commands.pinRun, record.id);
    await answering(
      () => undefined,
      () => run(commands.deleteAllRuns),
    );
    assert.equal((await offered()).length, 2, "nothing happens without the button");
    const [asked] = await answering(
      ({ text }) => (/^Delete the runs/.test(text) ? "Delete" : undefined),
      () => run(commands.deleteAllRuns),
    );
    assert.deepEqual(asked?.choices, ["Delete", "Delete Pinned Ones, Too"]);
    await offers("plain.py");
    await deleteAll();
  });

  it("runs a run of this window again, with the file as it now stands", async () => {
    const { record } = await keep("plain.py");
    await keep("cells.py");
    const again = await kept(commands.runAgain, record.id);
    assert.match(textOf(again, 1), /^plain file on engine 1/);
  });

  it("runs a run of an earlier window again: its file, or its cell", async () => {
    await importFile(toJson(earlier("file", "plain.py")));
    assert.match(textOf(await kept(commands.runAgain, "file"), 1), /^plain file on engine 1/);
    await importFile(toJson(earlier("cell", "cells.py", "Greeting")));
    assert.equal(resultOf(await kept(commands.runAgain, "cell"), 1), "41");
  });

  it("says what is missing to run again", async () => {
    for (const [id, filename, title, said] of [
      ["gone", "gone.py", "", /gone\.py is not there any more/],
      ["selected", "cells.py", "line 4", /no cell "line 4"/],
    ] as const) {
      await importFile(toJson(earlier(id, filename, title)));
      const asked = await answering(
        () => undefined,
        () => run(commands.runAgain, id),
      );
      assert.match(asked[0]?.text ?? "", said);
    }
  });

  it("exports a run and takes it over again, once", async () => {
    const { record } = await keep("plain.py");
    const target = join(folder.path, "kept.plrun.json");
    answers.replace(vscode.window, "showSaveDialog", async () => vscode.Uri.file(target));
    const exported = await answering(
      ({ kind }) => (kind === "pick" ? "Run File" : undefined),
      () => run(commands.exportRun, record.id),
    );
    assert.match(exported.at(-1)?.text ?? "", /exported to kept\.plrun\.json/);
    assert.deepEqual(readdirSync(folder.path), ["kept.plrun.json"], "nothing half-written is left");
    await deleteAll();
    const text = readFileSync(target, "utf8");
    await importFile(text);
    await importFile(text);
    await offers("plain.py");
  });

  for (const [format, name, beginning] of [
    ["Report", "kept.html", /^<!DOCTYPE html>/],
    ["Trace", "kept.json", /^\{"traceEvents":\[/],
    ["Table of Tasks", "kept.csv", /^task,engine,phase,/],
  ] as const) {
    it(`exports a run as a ${format}`, async () => {
      const { record } = await keep("plain.py");
      const target = join(folder.path, name);
      answers.replace(vscode.window, "showSaveDialog", async () => vscode.Uri.file(target));
      await answering(
        ({ kind }) => (kind === "pick" ? format : undefined),
        () => run(commands.exportRun, record.id),
      );
      assert.match(readFileSync(target, "utf8"), beginning);
    });
  }

  for (const step of ["reading the run", "making the file", "writing"]) {
    it(`leaves nothing of an export that is cancelled while it is ${step}`, async () => {
      const { record } = await keep("plain.py");
      const target = join(folder.path, "kept.html");
      writeFileSync(target, "before");
      answers.replace(vscode.window, "showSaveDialog", async () => vscode.Uri.file(target));
      let wasCancellable: boolean | undefined;
      answers.replace(
        vscode.window,
        "withProgress",
        async (options: vscode.ProgressOptions, task: Parameters<typeof vscode.window.withProgress>[1]) => {
          wasCancellable = options.cancellable;
          const source = new vscode.CancellationTokenSource();
          const report = ({ message }: { message?: string }) => {
            if (message === step) source.cancel();
          };
          return await task({ report }, source.token);
        },
      );
      const asked = await answering(
        ({ kind }) => (kind === "pick" ? "Report" : undefined),
        () => run(commands.exportRun, record.id),
      );
      assert.equal(wasCancellable, true);
      assert.deepEqual(
        asked.map(({ kind }) => kind),
        ["pick"],
        "nothing is said of it",
      );
      assert.equal(readFileSync(target, "utf8"), "before");
      assert.deepEqual(readdirSync(folder.path), ["kept.html"]);
    });
  }

  it("says where a run cannot be exported to", async () => {
    const { record } = await keep("plain.py");
    const target = join(folder.path, "given.plrun.json", "kept.plrun.json");
    writeFileSync(join(folder.path, "given.plrun.json"), "a file");
    answers.replace(vscode.window, "showSaveDialog", async () => vscode.Uri.file(target));
    const asked = await answering(
      ({ kind }) => (kind === "pick" ? "Run File" : undefined),
      () => run(commands.exportRun, record.id),
    );
    assert.match(asked.at(-1)?.text ?? "", /cannot be written: .*Choose another place\./);
    assert.equal(existsSync(target), false);
  });

  it("refuses files that are no runs", async () => {
    for (const text of ["{half", "{}", JSON.stringify({ record: { id: "../../x" }, outputs: [] })]) {
      const asked = await importFile(text);
      assert.match(asked[0]?.text ?? "", /^This is no run that can be opened/);
    }
    await offers();
  });

  it("opens run files in an editor of their own", async () => {
    const file = vscode.Uri.file(join(folder.path, "given.plrun.json"));
    writeFileSync(file.fsPath, toJson(earlier("file", "plain.py")));
    answers.replace(vscode.window, "showOpenDialog", async () => [file]);
    await run(commands.openRunFile);
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    assert(activeTab?.input instanceof vscode.TabInputCustom);
    assert.equal(activeTab.input.viewType, views.runFile);
    assert.equal(activeTab.input.uri.fsPath, file.fsPath);
    await run("workbench.action.closeActiveEditor");
  });

  it("compares two runs, the older one on the left, whichever is chosen first", async () => {
    await importFile(toJson(earlier("old", "plain.py", "", 1000)));
    await importFile(toJson(earlier("new", "cells.py", "Greeting", 2000)));
    const asked = await answering(
      () => "plain.py",
      () => run(commands.compareRuns, "new"),
    );
    assert.deepEqual(asked[0]?.choices, ["plain.py"]);
    const isShown = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label;
    await until("the comparison", () => isShown() === "Compare Runs", isShown);
    await run("workbench.action.closeActiveEditor");
  });
});
