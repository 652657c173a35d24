import * as vscode from "vscode";
import { nextStep } from "../../lessons/progress/nextStep";
import { labOfItem } from "../../lessons/progress/status";
import { commands } from "../../protocol/ids";
import { openLink } from "../openLink";
import type { LessonNode } from "./lessonNode";
import type { LessonsView } from "./lessonsView";
import type { LessonParts } from "./lessonTree";
import type { LessonItem } from "./pickItem";
import { isBegun } from "./whatIsLeft";

/** Opens what an item of the checklist asks to watch, read or do. */
export async function openItem({ lesson, item }: LessonItem): Promise<void> {
  const lab = labOfItem(lesson.id, item);
  if (lab) await vscode.commands.executeCommand(commands.openLab, lab);
  else await openLink(item.link);
}

/** Opens the next thing to do: of a lesson that is not begun its text, else where the learner left off. */
export async function continueLesson({ library, store }: LessonParts, view: LessonsView): Promise<void> {
  await Promise.all([library.ready(), store.ready()]);
  const { progress } = store;
  const step = nextStep(
    library.lessons.map(({ lesson }) => lesson),
    progress,
  );
  if (!step) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("You have done all lessons. Reset Progress begins them again."),
    );
    return;
  }
  const lesson = step.lesson.id;
  const show = (node: LessonNode) => view.reveal(node);
  if (!isBegun(step.lesson, progress)) {
    await show({ kind: "page", lesson });
    await vscode.commands.executeCommand(commands.openLesson, lesson);
  } else if (step.kind === "item") {
    await show({ kind: "item", lesson, item: step.item.id });
    await openItem(step);
  } else if (step.kind === "lab") {
    await show({ kind: "lab", lesson, lab: step.lab.id });
    await vscode.commands.executeCommand(commands.openLab, { lesson, lab: step.lab.id });
  } else {
    await show({ kind: "question", lesson, question: step.question.id });
    await vscode.commands.executeCommand(commands.answerQuiz, { lesson, question: step.question.id });
  }
}
