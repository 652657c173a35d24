import { allEntries } from "../../lessons/progress/entries";
import { nextStep } from "../../lessons/progress/nextStep";
import { answerTo, isLessonDone, labStatus } from "../../lessons/progress/status";
import { tally } from "../../lessons/progress/tally";
import type { Lesson } from "../../protocol/lesson";
import type { Progress } from "../../protocol/progress";

/** What a learner still has to do where they are. */
export interface Left {
  readonly lesson: Lesson;
  /** The part that they are at: first the checklist, then the labs, then the quiz. */
  readonly part: "checklist" | "labs" | "quiz";
  /** At least 1. */
  readonly count: number;
}

/**
 * What is left in the lesson under way; undefined where no lesson is begun. A number that shrinks with each step, never
 * the sum of all there is: that would discourage whoever only wants to watch the first video.
 */
export function whatIsLeft(lessons: readonly Lesson[], progress: Progress): Left | undefined {
  const lesson = nextStep(lessons, progress)?.lesson;
  if (!lesson || !isBegun(lesson, progress)) return undefined;
  const { done, total } = tally(lesson, progress);
  if (total > done) return { lesson, part: "checklist", count: total - done };
  const labs = lesson.labs.filter((lab) => labStatus(progress, lesson.id, lab) === "open").length;
  if (labs > 0) return { lesson, part: "labs", count: labs };
  const questions = lesson.quiz.filter((question) => !answerTo(progress, lesson.id, question)?.correct);
  return questions.length > 0 ? { lesson, part: "quiz", count: questions.length } : undefined;
}

/** Whether anything of a lesson is done, and was not taken back. */
export function isBegun(lesson: Lesson, progress: Progress): boolean {
  return allEntries(progress, lesson.id).some(({ entry }) => entry.value !== null);
}

/** `text`: there is nothing to do in it but to read. */
export type LessonState = "text" | "new" | "underWay" | "done";

export function lessonState(lesson: Lesson, progress: Progress): LessonState {
  const { checklist, labs, quiz } = lesson;
  if (labs.length === 0 && quiz.length === 0 && checklist.every(({ optional }) => optional)) return "text";
  if (isLessonDone(progress, lesson)) return "done";
  return isBegun(lesson, progress) ? "underWay" : "new";
}
