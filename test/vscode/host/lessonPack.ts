import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { until } from "../../support/until";
import { labs } from "./labs";

/** A lesson whose texts would be links, icons or HTML if anything took them for more than text. */
const LESSON = `---
id: host-lesson
title: "Host [lesson](command:workbench.action.quit)"
checklist:
  - id: do-it
    kind: do
    title: Do it
    link: adding
labs:
  - id: adding
    title: "Adding $(trash) [up](command:workbench.action.quit)"
    summary: Add numbers.
    file: labs/adding.py
    solution: solutions/adding.py
    check: checks/adding.py
    extras: [data/numbers.csv]
    hints:
      - "First [hint](command:workbench.action.quit)"
      - Second hint
      - Third hint
quiz:
  - id: one
    question: Which one?
    choices:
      - text: This
        correct: true
        why: It is this.
      - text: That
        why: It is not that.
  - id: two
    question: Which two?
    choices:
      - text: A
        correct: true
        why: A is right.
      - text: B
        correct: true
        why: B is right.
      - text: C
        why: C is wrong.
---

# Host lesson

Open [the lab](labs/adding.py).
`;

const FILES: Readonly<Record<string, string>> = {
  "lesson.md": LESSON,
  "labs/adding.py": "total = 0\n",
  "solutions/adding.py": "total = 1 + 2\n",
  "checks/adding.py": "def check_total(lab): pass\n",
  "data/numbers.csv": "1,2\n",
};

export const LESSON_ID = "host-lesson";
export const LAB = { lesson: LESSON_ID, lab: "adding" };

/** Path in the workspace. */
export function inWorkspace(...parts: readonly string[]): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert(folder, "a folder is open");
  return join(folder.uri.fsPath, ...parts);
}

/** Path of a file of the lesson, as its author wrote it. */
export const inPack = (path: string) => inWorkspace(".parallel-labs", "lessons", "01-host", path);

/** Path of a file of the learner's. */
export const inCopies = (path: string) => inWorkspace("parallel-labs", LESSON_ID, path);

/** Address of a file of the lesson in the editor. */
export const lessonUri = (path: string) =>
  vscode.Uri.from({ scheme: "parallel-lesson", authority: LESSON_ID, path: `/01-host/${path}` });

/** Writes the lesson into the workspace and waits until it is offered. */
export async function writeLesson(): Promise<void> {
  await labs();
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(inPack(path)), { recursive: true });
    writeFileSync(inPack(path), text);
  }
  await until("the lesson to be offered", async () => {
    return await vscode.workspace.fs.stat(lessonUri("lesson.md")).then(
      () => true,
      () => false,
    );
  });
}

/** Takes the lesson and the learner's copies away. */
export async function removeLesson(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  rmSync(inWorkspace(".parallel-labs"), { recursive: true, force: true });
  rmSync(inWorkspace("parallel-labs"), { recursive: true, force: true });
}
