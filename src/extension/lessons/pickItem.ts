import * as vscode from "vscode";
import type { ChecklistItem, Lesson } from "../../protocol/lesson";
import { plainText } from "../plainText";
import type { OfferedLesson } from "./offeredLesson";

/** An item of a checklist, with the lesson that has it. */
export interface LessonItem {
  readonly lesson: Lesson;
  readonly item: ChecklistItem;
}

/** Asks for an item of the lessons' checklists. Undefined when the user changed their mind. */
export async function pickItem(
  title: string,
  lessons: readonly OfferedLesson[],
  wanted: (choice: LessonItem) => boolean,
): Promise<LessonItem | undefined> {
  const picks = lessons.flatMap(({ lesson }) => {
    const items = lesson.checklist.map((item) => ({ lesson, item })).filter(wanted);
    if (items.length === 0) return [];
    const heading = { label: plainText(lesson.title), kind: vscode.QuickPickItemKind.Separator };
    return [heading, ...items.map((choice) => ({ ...choice, label: plainText(choice.item.title) }))];
  });
  if (picks.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no such item in the lessons."));
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick<vscode.QuickPickItem & Partial<LessonItem>>(picks, {
    title,
  });
  return chosen?.lesson && chosen.item ? { lesson: chosen.lesson, item: chosen.item } : undefined;
}

/** Asks for a lesson. */
export async function pickLesson(
  title: string,
  lessons: readonly OfferedLesson[],
): Promise<OfferedLesson | undefined> {
  const picks = lessons.map((offered) => ({ label: plainText(offered.lesson.title), offered }));
  return (await vscode.window.showQuickPick(picks, { title }))?.offered;
}
