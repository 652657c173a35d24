import type { ChecklistItem, Lab, Lesson, Question } from "../../protocol/lesson";
import type { Progress, QuizAnswer } from "../../protocol/progress";
import { entryOf, settingOf } from "./entries";

/** Which lab an item of kind `do` means. */
export function labOfItem(
  lesson: string,
  item: ChecklistItem,
): { readonly lesson: string; readonly lab: string } | undefined {
  if (item.kind !== "do") return undefined;
  const [first = "", second] = item.link.split("/");
  return second === undefined ? { lesson, lab: first } : { lesson: first, lab: second };
}

/**
 * Whether an item of the checklist is done: the learner ticked it, or its lab passed. Of a tick that was taken back and
 * a pass the later counts.
 */
export function isItemDone(progress: Progress, lesson: string, item: ChecklistItem): boolean {
  const tick = entryOf(progress, { lesson, part: "ticks", id: item.id });
  if (tick?.value) return true;
  const lab = labOfItem(lesson, item);
  const pass = lab && entryOf(progress, { lesson: lab.lesson, part: "labs", id: lab.lab });
  return pass?.value != null && (tick === undefined || pass.at > tick.at);
}

/** `changed`: it passed, but its checks are others now. */
export type LabStatus = "open" | "passed" | "changed";

/** @param check fingerprint of the check file as it is now; without it a pass is a pass */
export function labStatus(
  progress: Progress,
  lesson: string,
  lab: Pick<Lab, "id">,
  check?: string,
): LabStatus {
  const pass = settingOf(progress, { lesson, part: "labs", id: lab.id });
  if (!pass) return "open";
  return check === undefined || pass.check === check ? "passed" : "changed";
}

/** The answer that was given, unless the question has no longer the choices that were chosen. */
export function answerTo(progress: Progress, lesson: string, question: Question): QuizAnswer | undefined {
  const answer = settingOf(progress, { lesson, part: "quiz", id: question.id });
  const stillThere = answer?.chosen.every((text) => question.choices.some((choice) => choice.text === text));
  return stillThere ? answer : undefined;
}

/** Whether all that is not optional is done: checklist, labs, and each question answered rightly. */
export function isLessonDone(progress: Progress, lesson: Lesson): boolean {
  return (
    lesson.checklist.every((item) => item.optional || isItemDone(progress, lesson.id, item)) &&
    lesson.labs.every((lab) => labStatus(progress, lesson.id, lab) !== "open") &&
    lesson.quiz.every((question) => answerTo(progress, lesson.id, question)?.correct)
  );
}
