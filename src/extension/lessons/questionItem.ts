import * as vscode from "vscode";
import { answerTo } from "../../lessons/progress/status";
import { commands } from "../../protocol/ids";
import type { Lesson, Question } from "../../protocol/lesson";
import type { Progress } from "../../protocol/progress";
import { describe, doneIcon } from "./treeText";

/** A question of the quiz, and how it was answered. A click asks it. */
export function questionItem(lesson: Lesson, question: Question, progress: Progress): vscode.TreeItem {
  const answer = answerTo(progress, lesson.id, question);
  const item = new vscode.TreeItem(question.question, vscode.TreeItemCollapsibleState.None);
  item.contextValue = `question.${answer === undefined ? "open" : answer.correct ? "right" : "wrong"}`;
  item.iconPath = iconOf(answer?.correct);
  item.command = {
    command: commands.answerQuiz,
    title: vscode.l10n.t("Answer"),
    arguments: [{ lesson: lesson.id, question: question.id }],
  };
  const objective = lesson.objectives.find(({ id }) => id === question.outcome);
  return describe(item, {
    facts: [],
    also: [stateText(answer?.correct)],
    details: objective ? [objective.text] : [],
    spoken: vscode.l10n.t("Question: {0}", question.question),
  });
}

function iconOf(correct: boolean | undefined): vscode.ThemeIcon {
  if (correct === undefined) return new vscode.ThemeIcon("question");
  return correct ? doneIcon() : new vscode.ThemeIcon("error", new vscode.ThemeColor("testing.iconFailed"));
}

function stateText(correct: boolean | undefined): string {
  if (correct === undefined) return vscode.l10n.t("not answered");
  return correct ? vscode.l10n.t("right") : vscode.l10n.t("not right yet");
}
