import { relative } from "node:path";
import * as vscode from "vscode";
import { answerTo, labStatus } from "../../lessons/progress/status";
import { tally } from "../../lessons/progress/tally";
import { commands } from "../../protocol/ids";
import type { Progress } from "../../protocol/progress";
import { checklistItem } from "./checklistItem";
import { labItem } from "./labItem";
import { type LessonNode, nodeId } from "./lessonNode";
import type { SourceKind } from "./lessonSources";
import type { OfferedLesson } from "./offeredLesson";
import { questionItem } from "./questionItem";
import { describe, doneIcon } from "./treeText";
import { type LessonState, lessonState } from "./whatIsLeft";

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** How the view shows a node of a lesson. */
export function lessonItem(node: LessonNode, offered: OfferedLesson, progress: Progress): vscode.TreeItem {
  const item = itemOf(node, offered, progress);
  item.id = nodeId(node);
  return item;
}

function itemOf(node: LessonNode, offered: OfferedLesson, progress: Progress): vscode.TreeItem {
  const { lesson } = offered;
  switch (node.kind) {
    case "lesson":
      return headItem(offered, progress);
    case "page":
      return pageItem(offered);
    case "objectives": {
      const item = new vscode.TreeItem(vscode.l10n.t("Objectives"), Collapsed);
      item.iconPath = new vscode.ThemeIcon("target");
      return describe(item, { facts: [], details: [vscode.l10n.t("What you can do afterwards")] });
    }
    case "objective": {
      const objective = lesson.objectives.find(({ id }) => id === node.objective);
      const item = new vscode.TreeItem(objective?.text ?? "", None);
      return describe(item, { facts: [], spoken: vscode.l10n.t("Objective: {0}", objective?.text ?? "") });
    }
    case "checklist": {
      const { text, done, total } = tally(lesson, progress);
      const item = new vscode.TreeItem(vscode.l10n.t("Checklist"), Expanded);
      item.iconPath = total > 0 && done === total ? doneIcon() : new vscode.ThemeIcon("checklist");
      // The tally stands here as well as beside the lesson, where a narrow side bar has no room for it.
      return describe(item, { facts: text === "" ? [] : [text] });
    }
    case "item": {
      const item = lesson.checklist.find(({ id }) => id === node.item);
      return item ? checklistItem(lesson, item, progress) : gone();
    }
    case "labs": {
      const statuses = lesson.labs.map((lab) =>
        labStatus(progress, lesson.id, lab, offered.checks.get(lab.id)),
      );
      const passed = statuses.filter((status) => status !== "open").length;
      const item = new vscode.TreeItem(vscode.l10n.t("Labs"), Collapsed);
      item.iconPath = passed === lesson.labs.length ? doneIcon() : new vscode.ThemeIcon("beaker");
      item.contextValue = "labs";
      const facts = [vscode.l10n.t("{0} of {1} passed", passed, lesson.labs.length)];
      return describe(item, { facts, details: [vscode.l10n.t("Files to work in, each with checks")] });
    }
    case "lab": {
      const lab = lesson.labs.find(({ id }) => id === node.lab);
      return lab ? labItem(offered, lab, progress) : gone();
    }
    case "quiz": {
      const right = lesson.quiz.filter((question) => answerTo(progress, lesson.id, question)?.correct).length;
      const item = new vscode.TreeItem(vscode.l10n.t("Quiz"), Collapsed);
      item.iconPath = right === lesson.quiz.length ? doneIcon() : new vscode.ThemeIcon("comment-discussion");
      item.contextValue = "quiz";
      const facts = [vscode.l10n.t("{0} of {1} right", right, lesson.quiz.length)];
      return describe(item, { facts, details: [vscode.l10n.t("Questions on the objectives")] });
    }
    case "question": {
      const question = lesson.quiz.find(({ id }) => id === node.question);
      return question ? questionItem(lesson, question, progress) : gone();
    }
  }
}

function headItem(offered: OfferedLesson, progress: Progress): vscode.TreeItem {
  const { lesson, source, folder } = offered;
  const state = lessonState(lesson, progress);
  const { text } = tally(lesson, progress);
  const item = new vscode.TreeItem(lesson.title, Collapsed);
  item.iconPath = lessonIcon(state);
  item.contextValue = source === "builtIn" ? "lesson" : "lesson.editable";
  const from = source === "builtIn" ? [] : [`${sourceText(source)} (${shortPath(folder)})`];
  return describe(item, {
    facts: text === "" ? [] : [text],
    also: [stateText(state)],
    details: [...(lesson.summary ? [lesson.summary] : []), ...from],
  });
}

function pageItem({ lesson }: OfferedLesson): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t("Read the Lesson"), None);
  item.iconPath = new vscode.ThemeIcon("open-preview");
  item.contextValue = "page";
  item.command = { command: commands.openLesson, title: item.label as string, arguments: [lesson.id] };
  return describe(item, { facts: [], details: [vscode.l10n.t("Opens the lesson's text")] });
}

function lessonIcon(state: LessonState): vscode.ThemeIcon {
  if (state === "done") return doneIcon();
  return new vscode.ThemeIcon(
    state === "underWay" ? "color-mode" : state === "new" ? "circle-large-outline" : "book",
  );
}

function stateText(state: LessonState): string {
  if (state === "done") return vscode.l10n.t("done");
  if (state === "underWay") return vscode.l10n.t("under way");
  return state === "new" ? vscode.l10n.t("not begun") : vscode.l10n.t("text only");
}

function sourceText(source: SourceKind): string {
  if (source === "workspace") return vscode.l10n.t("From the workspace");
  if (source === "folder") return vscode.l10n.t("From the setting parallelLabs.lessons.folders");
  return source === "extension" ? vscode.l10n.t("From another extension") : vscode.l10n.t("Built in");
}

function shortPath(folder: string): string {
  const root = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder))?.uri.fsPath;
  return root === undefined ? folder : relative(root, folder);
}

/** Of a node whose lesson changed since it was shown; the view asks anew at once. */
function gone(): vscode.TreeItem {
  return new vscode.TreeItem("");
}
