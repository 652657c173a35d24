import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { loadLessons } from "../../../src/lessons/loadLessons";
import { settingOf } from "../../../src/lessons/progress/entries";
import { readProgress } from "../../../src/lessons/progress/readProgress";
import { commands } from "../../../src/protocol/ids";
import type { Progress } from "../../../src/protocol/progress";
import { temporaryFolder } from "../../support/cleanUp";
import { until } from "../../support/until";
import { LESSON as LESSON_TEXT, lessonFiles } from "../../unit/lessons/lessonFiles";
import { labs } from "./labs";
import { Answers, removeWorkspaceLessons, workspaceFolder, writeFiles } from "./lessonParts";

const LESSON = "intro-to-parallelization";
const VIDEO = { kind: "item", lesson: LESSON, item: "webinar-multiprocessing" };
const POST = { kind: "item", lesson: LESSON, item: "blog-mapreduce" };
const LINK = "https://mikecvet.wordpress.com/2010/07/02/parallel-mapreduce-in-python/";

describe("Commands of lessons", () => {
  const answers = new Answers();
  let folder: ReturnType<typeof temporaryFolder>;
  let told: string[];
  const run = (id: string, ...args: unknown[]) => vscode.commands.executeCommand(id, ...args);

  beforeEach(async () => {
    await labs();
    folder = temporaryFolder("parallel-labs-exported-");
    told = [];
    answer("showWarningMessage", "Reset");
    answer("showInformationMessage", undefined);
    await run(commands.resetAllLessons);
    told = [];
  });
  afterEach(async () => {
    answers.putBack();
    folder.remove();
    removeWorkspaceLessons();
    await run("workbench.action.closeAllEditors");
  });

  /** Answers every message of a kind with this button. */
  const answer = (name: "showWarningMessage" | "showInformationMessage", button: string | undefined) =>
    answers.replace(vscode.window, name, async (message: string) => {
      told.push(message);
      return button;
    });
  const exported = async (): Promise<Progress> => {
    const file = vscode.Uri.file(join(folder.path, "progress.json"));
    answers.replace(vscode.window, "showSaveDialog", async () => file);
    await run(commands.exportProgress);
    return readProgress(JSON.parse(readFileSync(file.fsPath, "utf8"))).state;
  };
  const isDone = async ({ item }: { readonly item: string }) =>
    settingOf(await exported(), { lesson: LESSON, part: "ticks", id: item }) === true;

  it("mark items as done and as not done, several at once", async () => {
    await run(commands.markDone, VIDEO);
    assert(await isDone(VIDEO));
    await run(commands.markDone, VIDEO, [VIDEO, POST]);
    assert(await isDone(POST));
    await run(commands.markNotDone, VIDEO);
    assert.deepEqual([await isDone(VIDEO), await isDone(POST)], [false, true]);
  });

  it("ask which item is meant when the palette does not say", async () => {
    answers.replace(vscode.window, "showQuickPick", async (picks: { label: string }[]) =>
      picks.find(({ label }) => label === "Multiprocessing with Python"),
    );
    await run(commands.markDone);
    assert(await isDone(VIDEO));
  });

  it("reset a lesson, if the user means it, and undo that", async () => {
    await run(commands.markDone, VIDEO);
    answer("showWarningMessage", undefined);
    await run(commands.resetLesson, { kind: "lesson", lesson: LESSON });
    assert(await isDone(VIDEO), "nothing happens without the button");
    answer("showWarningMessage", "Reset");
    await run(commands.resetLesson, { kind: "lesson", lesson: LESSON });
    assert.equal(await isDone(VIDEO), false);
    await run(commands.markDone, VIDEO);
    answer("showInformationMessage", "Undo");
    await run(commands.resetAllLessons);
    assert(await isDone(VIDEO), "it is undone");
  });

  it("make nothing of a lesson's title but text", async () => {
    const title = "Click [here](command:workbench.action.quit) $(flame)";
    const text = LESSON_TEXT.replace("title: Sums", `title: ${JSON.stringify(title)}`);
    writeFiles(join(workspaceFolder(), ".parallel-labs", "lessons"), lessonFiles("01-sums", text));
    await run(commands.refreshLessons);
    answer("showWarningMessage", undefined);
    told = [];
    await run(commands.resetLesson, { kind: "lesson", lesson: "sums" });
    assert.deepEqual(told, [
      'Reset your progress in "Click [here] (command:workbench.action.quit) $ (flame)"?',
    ]);
  });

  it("import what was exported, and take nothing away", async () => {
    await run(commands.markDone, VIDEO);
    await exported();
    await run(commands.resetAllLessons);
    await run(commands.markDone, POST);
    const file = join(folder.path, "given.json");
    writeFileSync(file, readFileSync(join(folder.path, "progress.json")));
    answers.replace(vscode.window, "showOpenDialog", async () => [vscode.Uri.file(file)]);
    told = [];
    await run(commands.importProgress);
    assert.match(told.join(), /^Progress on \d+ items was imported\. What you did later here stays\.$/);
    assert.deepEqual([await isDone(VIDEO), await isDone(POST)], [false, true], "the reset came later");
  });

  it("refuse to import what is no progress", async () => {
    const file = join(folder.path, "other.json");
    writeFileSync(file, "{}");
    answers.replace(vscode.window, "showOpenDialog", async () => [vscode.Uri.file(file)]);
    await run(commands.importProgress);
    assert.match(told.join(), /no exported progress/);
  });

  it("open and copy an item's link", async () => {
    const opened: unknown[] = [];
    answers.replace(vscode.env, "openExternal", async (target: unknown) => opened.push(target));
    await run(commands.openLink, POST);
    assert.deepEqual(opened, [LINK]);
    await run(commands.copyLink, POST);
    assert.equal(await vscode.env.clipboard.readText(), LINK);
  });

  it("go on where the learner left off", async () => {
    const opened: unknown[] = [];
    answers.replace(vscode.env, "openExternal", async (target: unknown) => opened.push(target));
    await run(commands.markDone, VIDEO);
    await run(commands.continueLesson);
    assert.deepEqual(opened, [LINK]);
  });

  it("make a new lesson that is right, and overwrite none", async () => {
    answers.replace(vscode.window, "showInputBox", async () => "Intro to Parallelization");
    await run(commands.newLesson);
    await run(commands.newLesson);
    const lessons = join(workspaceFolder(), ".parallel-labs", "lessons");
    assert.deepEqual(readdirSync(lessons), [
      "01-intro-to-parallelization-2",
      "02-intro-to-parallelization-3",
    ]);
    const shown = () => vscode.window.activeTextEditor?.document.fileName;
    const file = join(lessons, "02-intro-to-parallelization-3", "lesson.md");
    await until("the lesson's text", () => shown() === file, shown);
    assert.deepEqual((await loadLessons(lessons)).problems, []);
    assert.deepEqual(vscode.languages.getDiagnostics(vscode.Uri.file(file)), []);
  });

  it("make no lesson when the user changes their mind", async () => {
    answers.replace(vscode.window, "showInputBox", async () => undefined);
    await run(commands.newLesson);
    assert.equal(existsSync(join(workspaceFolder(), ".parallel-labs")), false);
  });
});
