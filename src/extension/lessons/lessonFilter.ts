import { answerTo, isItemDone, labStatus } from "../../lessons/progress/status";
import type { ChecklistItem, Lab, Question } from "../../protocol/lesson";
import type { Progress } from "../../protocol/progress";
import type { OfferedLesson } from "./offeredLesson";
import { lessonState } from "./whatIsLeft";

/** Which lessons, and what of them, the view shows. */
export type LessonFilter = "all" | "notDone" | "required";

export const lessonFilters: readonly LessonFilter[] = ["all", "notDone", "required"];

/** What a filter lets through. */
export interface Shown {
  lesson(offered: OfferedLesson): boolean;
  item(offered: OfferedLesson, item: ChecklistItem): boolean;
  lab(offered: OfferedLesson, lab: Lab): boolean;
  question(offered: OfferedLesson, question: Question): boolean;
}

const everything: Shown = { lesson: () => true, item: () => true, lab: () => true, question: () => true };

export function shownBy(filter: LessonFilter, progress: Progress): Shown {
  if (filter === "all") return everything;
  if (filter === "required") return { ...everything, item: (_, { optional }) => !optional };
  return {
    lesson: ({ lesson }) => lessonState(lesson, progress) !== "done",
    item: ({ lesson }, item) => !isItemDone(progress, lesson.id, item),
    lab: ({ lesson, checks }, lab) => labStatus(progress, lesson.id, lab, checks.get(lab.id)) !== "passed",
    question: ({ lesson }, question) => !answerTo(progress, lesson.id, question)?.correct,
  };
}
