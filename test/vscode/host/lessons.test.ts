import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { commands } from "../../../src/protocol/ids";
import { temporaryFolder } from "../../support/cleanUp";
import { until } from "../../support/until";
import { type Answer, type Asked, answering } from "./answers";
import { discard, putBack, set } from "./labs";
import { inCopies, inPack, LAB, LESSON_ID, lessonUri, removeLesson, writeLesson } from "./lessonPack";

const COPY = "labs/adding.py";

const read = (path: string) => readFileSync(path, "utf8");

/** Runs a command, while somebody answers. */
const run = (id: string, argument: unknown, answer: (asked: Asked) => Answer = () => undefined) =>
  answering(answer, () => vscode.commands.executeCommand(id, argument));

/** Answers in this order, and Escape after them. */
function inOrder(...answers: readonly Answer[]): (asked: Asked) => Answer {
  const left = [...answers];
  return () => left.shift();
}

const texts = (asked: readonly Asked[]) => asked.map(({ text }) => text);

/** The tabs that are open, by what they show. */
const tabs = () =>
  vscode.window.tabGroups.all.flatMap((group) =>
    group.tabs.map(({ input }) => {
      if (input instanceof vscode.TabInputText) return input.uri.toString();
      if (input instanceof vscode.TabInputTextDiff) return `${input.original} ↔ ${input.modified}`;
      return "other";
    }),
  );

const activeFile = () => vscode.window.activeTextEditor?.document.uri.fsPath;

describe("Lessons", () => {
  before(writeLesson);
  after(removeLesson);
  afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  it("have pages that can be read and not changed", async () => {
    const document = await vscode.workspace.openTextDocument(lessonUri("lesson.md"));
    assert.match(document.getText(), /^# Host lesson\n[\s\S]*Do it[\s\S]*Open \[the lab\]/);
    assert.equal(document.languageId, "markdown");
    assert.equal(vscode.workspace.fs.isWritableFileSystem("parallel-lesson"), false);
    await assert.rejects(async () => await vscode.workspace.fs.writeFile(lessonUri("x"), new Uint8Array()));
    for (const path of ["../../notes.md", "%2e%2e/x", "nothing.svg"]) {
      await assert.rejects(async () => await vscode.workspace.fs.readFile(lessonUri(path)), path);
    }
  });

  it("open in the preview, by id or as an object", async () => {
    for (const argument of [LESSON_ID, { lesson: LESSON_ID }]) {
      await run(commands.openLesson, argument);
      await until("the preview's tab", () =>
        /Host/.test(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? ""),
      );
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    }
  });

  it("say so when there is none of that id", async () => {
    assert.match(texts(await run(commands.openLesson, "nowhere")).join(), /There is no lesson nowhere here/);
    assert.match(texts(await run(commands.openLab, { ...LAB, lab: "x" })).join(), /has no lab x/);
    const live = "[x](command:workbench.action.quit)";
    assert.doesNotMatch(texts(await run(commands.openLesson, live)).join(), /\]\(/);
  });
});

describe("A lab", () => {
  before(writeLesson);
  after(removeLesson);
  beforeEach(() => rmSync(inCopies(""), { recursive: true, force: true }));
  afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  it("opens as the learner's copy, with its extras", async () => {
    assert.deepEqual(await run(commands.openLab, LAB), []);
    await until("the copy's editor", () => activeFile() === inCopies(COPY));
    assert.deepEqual([read(inCopies(COPY)), read(inCopies("data/numbers.csv"))], ["total = 0\n", "1,2\n"]);
  });

  it("is picked when none is named", async () => {
    const pick = (asked: Asked) => asked.choices.find((label) => label.startsWith("Adding"));
    const [asked] = await run(commands.openLab, undefined, pick);
    assert.equal(asked?.text, "Choose a Lab");
    await until("the copy's editor", () => activeFile() === inCopies(COPY));
  });

  it("never overwrites the learner's file", async () => {
    await run(commands.openLab, LAB);
    writeFileSync(inCopies(COPY), "mine\n");
    assert.deepEqual(await run(commands.openLab, LAB), []);
    assert.equal(read(inCopies(COPY)), "mine\n");
  });

  it("opens in the place of its link's file", async () => {
    await vscode.commands.executeCommand("vscode.open", lessonUri(COPY));
    await until(
      "the copy instead of the file",
      () => tabs().join() === vscode.Uri.file(inCopies(COPY)).toString(),
      tabs,
    );
    assert.equal(read(inCopies(COPY)), "total = 0\n");
  });

  it("asks for a folder when none is open, and remembers it", async () => {
    const home = temporaryFolder("parallel-labs-home-");
    const { window, workspace } = vscode;
    const before = { folders: Object.getOwnPropertyDescriptor(workspace, "workspaceFolders"), ...window };
    Object.defineProperty(workspace, "workspaceFolders", { get: () => undefined, configurable: true });
    try {
      const lab = { lesson: "scaling-out-to-multiple-nodes", lab: "on-a-cluster" };
      window.showOpenDialog = async () => undefined;
      await run(commands.openLab, lab, inOrder("Choose Folder…"));
      assert.deepEqual(readdirSync(home.path), [], "nothing without an answer");
      window.showOpenDialog = async () => [vscode.Uri.file(home.path)];
      const [asked] = await run(commands.openLab, lab, inOrder("Choose Folder…"));
      assert.deepEqual(asked?.choices, ["Choose Folder…", "Open Folder…"]);
      const copy = join(home.path, "parallel-labs", lab.lesson, "labs", "on_a_cluster.py");
      await until("the copy's editor", () => activeFile() === copy);
      assert.deepEqual(await run(commands.openLab, lab), [], "it is not asked again");
    } finally {
      window.showOpenDialog = before.showOpenDialog;
      if (before.folders) Object.defineProperty(workspace, "workspaceFolders", before.folders);
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      home.remove();
    }
  });

  it("says once that it has changed since, and compares", async () => {
    await run(commands.openLab, LAB);
    writeFileSync(inCopies(COPY), "mine\n");
    writeFileSync(inPack(COPY), "total = None\n");
    let asked: readonly Asked[] = [];
    asked = await answering(
      ({ choices }) => choices[0],
      async () => {
        await vscode.commands.executeCommand(commands.openLab, LAB);
        await until("a comparison", () => tabs().some((tab) => tab.includes("↔")), tabs);
      },
    );
    assert.match(texts(asked).join(), /has changed since you began it/);
    assert.deepEqual(await run(commands.openLab, LAB), []);
    assert.equal(read(inCopies(COPY)), "mine\n");
    writeFileSync(inPack(COPY), "total = 0\n");
  });

  it("is reset with a backup that has what was not saved, and comes back by Undo", async () => {
    await run(commands.openLab, LAB);
    // VS Code may still know the file of the test before, which was deleted.
    await vscode.commands.executeCommand("workbench.action.files.revert");
    const document = await vscode.workspace.openTextDocument(inCopies(COPY));
    const write = async (text: string) => {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
      await vscode.workspace.applyEdit(edit);
    };
    await write("saved\n");
    assert.ok(await document.save());
    await write("not saved\n");
    assert.ok(document.isDirty);
    const backups = () => readdirSync(inCopies("labs")).filter((name) => /\.backup-/.test(name));
    let undo = false;
    const asked = await answering(
      ({ choices, detail }) => {
        if (detail !== undefined) return choices[0];
        if (!choices.includes("Undo")) return undefined;
        assert.equal(backups().length, 1);
        assert.equal(read(inCopies(`labs/${backups()[0]}`)), "not saved\n");
        assert.equal(read(inCopies(COPY)), "total = 0\n");
        undo = true;
        return "Undo";
      },
      () => vscode.commands.executeCommand(commands.resetLab, LAB),
    );
    assert.ok(undo, JSON.stringify(asked));
    assert.deepEqual([read(inCopies(COPY)), backups()], ["not saved\n", []]);
    assert.doesNotMatch(texts(asked).join(), /\]\(|\$\(/);
  });

  it("shows its beginning in the editor after a reset", async () => {
    await run(commands.openLab, LAB);
    writeFileSync(inCopies(COPY), "mine\n");
    await run(
      commands.resetLab,
      vscode.Uri.file(inCopies(COPY)),
      inOrder("Reset Lab", "Compare with Backup"),
    );
    await until("a comparison", () => tabs().some((tab) => /backup-.*↔/.test(tab)), tabs);
    const document = await vscode.workspace.openTextDocument(inCopies(COPY));
    await until("the beginning", () => document.getText() === "total = 0\n" && !document.isDirty);
  });

  it("stays as it is when the learner does not want to reset it", async () => {
    await run(commands.openLab, LAB);
    writeFileSync(inCopies(COPY), "mine\n");
    const asked = await run(commands.resetLab, LAB);
    assert.equal(asked.length, 1);
    assert.deepEqual([read(inCopies(COPY)), readdirSync(inCopies("labs"))], ["mine\n", ["adding.py"]]);
  });

  it("cannot be reset before it was opened", async () => {
    assert.match(
      texts(await run(commands.resetLab, LAB)).join(),
      /no copy of the lab Adding .* yet: open it first/,
    );
  });

  it("tells its hints one by one, goes on where it stopped, and goes back", async () => {
    const first = await run(commands.showHint, LAB, inOrder("Next Hint"));
    assert.deepEqual(
      first.map(({ text, choices }) => [text.replace(/.*, hint/, "hint"), ...choices]),
      [
        ["hint 1 of 3: First [hint] (command:workbench.action.quit)", "Next Hint"],
        ["hint 2 of 3: Second hint", "Next Hint", "Previous Hint"],
      ],
    );
    const second = await run(commands.showHint, LAB, inOrder("Next Hint", "Previous Hint"));
    assert.deepEqual(
      second.map(({ text }) => text.replace(/.*, hint/, "hint")),
      ["hint 2 of 3: Second hint", "hint 3 of 3: Third hint", "hint 2 of 3: Second hint"],
    );
  });

  it("shows its solution beside the learner's copy, after asking once", async () => {
    await run(commands.openLab, LAB);
    const diff = () =>
      tabs().some((tab) => /adding\.py ↔ parallel-lesson:.*solutions\/adding\.py$/.test(tab));
    const refused = await run(commands.showSolution, LAB);
    assert.deepEqual(refused[0]?.choices[0], "Show Solution");
    assert.ok(!diff());
    await run(commands.showSolution, LAB, inOrder("Show Solution"));
    await until("the comparison", diff, tabs);
    assert.deepEqual(await run(commands.showSolution, LAB), [], "it does not ask again");
    const solution = await vscode.workspace.openTextDocument(lessonUri("solutions/adding.py"));
    assert.equal(solution.getText(), "total = 1 + 2\n");
  });
});

describe("Run Checks of Lab", () => {
  before(writeLesson);
  after(async () => {
    await removeLesson();
    await putBack("python.path");
  });
  beforeEach(() => rmSync(inCopies(""), { recursive: true, force: true }));
  afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  const said = async () => texts(await run(commands.runChecks, LAB)).join();

  it("says that a lab is to be opened first, and when all checks pass", async () => {
    assert.match(await said(), /You have not begun the lab/);
    await run(commands.openLab, LAB);
    assert.match(await said(), /all 1 checks pass/);
  });

  it("says why a lab could not be checked, and never that it passed then", async () => {
    await run(commands.openLab, LAB);
    await set("python.path", "/nowhere/python");
    const noPython = await said();
    assert.match(noPython, /\/nowhere\/python/);
    assert.doesNotMatch(noPython, /checks pass/);
    await set("python.path", undefined);
    writeFileSync(inPack("checks/adding.py"), "def helper(lab): pass\n");
    const noChecks = await said();
    assert.match(noChecks, /has no checks: define some/);
    assert.doesNotMatch(noChecks, /checks pass/);
  });
});

describe("A quiz", () => {
  before(writeLesson);
  after(removeLesson);
  afterEach(discard);

  const page = async () =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(lessonUri("lesson.md")));

  it("says why each wrong answer is wrong, keeps what is answered when it is left, and goes on there", async () => {
    const asked = await run(
      commands.answerQuiz,
      LESSON_ID,
      inOrder("That", "Try Again", "This", "Next Question"),
    );
    assert.deepEqual(
      asked.map(({ text, detail }) => [text, ...(detail === undefined ? [] : [detail])]),
      [
        ["Which one?"],
        ["Not quite.", "✗ That\nIt is not that."],
        ["Which one?"],
        ["Right.", "✓ This\nIt is this."],
        ["Which two?"],
      ],
    );
    assert.match(await page(), /2 questions, 1 answered rightly/);
    const [next] = await run(commands.answerQuiz, { lesson: LESSON_ID });
    assert.equal(next?.text, "Which two?");
    const [chosen] = await run(commands.answerQuiz, { lesson: LESSON_ID, question: "one" });
    assert.equal(chosen?.text, "Which one?");
  });

  it("takes several answers where several are right, tells what is missing, and sums up", async () => {
    const answers = inOrder(
      ["A"],
      "Try Again",
      ["C", "A"],
      "Try Again",
      ["B", "A"],
      "Next Question",
      "That",
      "Finish",
    );
    const asked = await run(commands.answerQuiz, LESSON_ID, answers);
    const questions = asked.filter(({ kind }) => kind === "pick");
    assert.deepEqual(
      questions.map(({ several }) => several),
      [true, true, true, false],
    );
    assert.equal(new Set(questions.slice(0, 3).map(({ choices }) => choices.join())).size, 1, "one order");
    const verdicts = asked.filter(({ kind }) => kind === "message");
    assert.deepEqual(verdicts.map(({ text }) => text).slice(0, 4), [
      "Right so far, but something is missing.",
      "Not quite.",
      "Right.",
      "Not quite.",
    ]);
    assert.match(verdicts[1]?.detail ?? "", /✓ A\nA is right\.[\s\S]*✗ C\nC is wrong\.|✗ C[\s\S]*✓ A/);
    assert.match(verdicts.at(-1)?.text ?? "", /1 of 2 questions are answered rightly/);
    assert.deepEqual(verdicts.at(-1)?.choices, ["Try the Others Again"]);
  });

  it("goes back to the question before", async () => {
    const asked = await run(
      commands.answerQuiz,
      LESSON_ID,
      inOrder("This", "Next Question", ["A", "B"], "Previous Question"),
    );
    assert.deepEqual(
      asked.filter(({ kind }) => kind === "pick").map(({ text }) => text),
      ["Which one?", "Which two?", "Which one?"],
    );
  });

  it("begins from its link in the page, and leaves no tab behind", async () => {
    let question = "";
    const note = ({ text }: Asked) => {
      question = text;
      return undefined;
    };
    await answering(note, async () => {
      await vscode.commands.executeCommand("vscode.open", lessonUri(".parallel-labs/quiz"));
      await until("a question", () => question !== "");
    });
    assert.match(question, /^Which/);
    await until("the tab to close", () => !tabs().join().includes("quiz"), tabs);
  });
});
