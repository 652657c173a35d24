import { readdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import { errors } from "../../base/errors";
import { findInPack } from "../../lessons/pack/insidePack";
import { writeLesson } from "../../lessons/pack/writeLesson";
import { newLesson } from "../../lessons/scaffold/newLesson";
import type { Language } from "../../protocol/language";
import type { LessonLibrary } from "./lessonLibrary";
import { WORKSPACE_LESSONS } from "./lessonSources";

/** Asks for a title, writes a small lesson that works into the workspace, and opens it. Gives the file. */
export async function createLesson(library: LessonLibrary): Promise<string | undefined> {
  const root = await chooseFolder();
  if (root === undefined) return undefined;
  const title = await vscode.window.showInputBox({
    title: vscode.l10n.t("New Lesson"),
    prompt: vscode.l10n.t("What is the lesson called? It is written into {0}.", WORKSPACE_LESSONS),
    validateInput: (value) => (value.trim() === "" ? vscode.l10n.t("Give the lesson a title.") : undefined),
  });
  if (title === undefined) return undefined;
  await refuseForeignFolder(root);
  await library.ready();
  const folder = join(root, WORKSPACE_LESSONS);
  const existing = await readdir(folder).catch(() => []);
  const ids = library.lessons.map(({ lesson }) => lesson.id);
  const file = await writeLesson(folder, newLesson({ title, language: likelyLanguage(), existing, ids }));
  await library.refresh();
  await vscode.window.showTextDocument(vscode.Uri.file(file));
  return file;
}

async function chooseFolder(): Promise<string | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  if (folders.length === 0) {
    throw errors.wrongUsage(
      vscode.l10n.t("A lesson is written into a folder of yours: open one first (File: Open Folder)."),
    );
  }
  if (folders.length === 1) return folders[0]?.uri.fsPath;
  const picks = folders.map(({ name, uri }) => ({
    label: name,
    description: uri.fsPath,
    folder: uri.fsPath,
  }));
  const title = vscode.l10n.t("Folder of the New Lesson");
  return (await vscode.window.showQuickPick(picks, { title }))?.folder;
}

/** A workspace that is not trusted must not lead our writing elsewhere by a link. */
async function refuseForeignFolder(root: string): Promise<void> {
  if (vscode.workspace.isTrusted) return;
  const real = await realpath(root);
  for (const path of [".parallel-labs", WORKSPACE_LESSONS.replaceAll("\\", "/")]) {
    if ((await findInPack(real, real, path)).kind !== "outside") continue;
    throw errors.wrongUsage(
      vscode.l10n.t("{0} is a link out of this workspace, which is not trusted: trust it first.", path),
    );
  }
}

/** Of the lesson's first lab: that of the file which its author looks at. */
function likelyLanguage(): Language {
  const id = vscode.window.activeTextEditor?.document.languageId;
  return id === "javascript" || id === "typescript" ? "javascript" : "python";
}
