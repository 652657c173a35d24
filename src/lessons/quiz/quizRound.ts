import type { Choice, Lesson, Question } from "../../protocol/lesson";
import type { Progress } from "../../protocol/progress";
import { answerTo } from "../progress/status";

/**
 * The questions of a quiz in the order in which they are asked: those not answered rightly first.
 * @param first id of the question to begin with
 */
export function questionOrder(lesson: Lesson, progress: Progress, first?: string): readonly Question[] {
  const rank = (question: Question) =>
    question.id === first ? 0 : answerTo(progress, lesson.id, question)?.correct ? 2 : 1;
  return [...lesson.quiz].sort((a, b) => rank(a) - rank(b));
}

/** What an answer is, and why: a line for each choice that was made. */
export interface Verdict {
  readonly kind: "right" | "incomplete" | "wrong";
  readonly reasons: readonly { readonly choice: string; readonly correct: boolean; readonly why: string }[];
}

/** Judges an answer. `incomplete`: all that was chosen is right, and something is missing. */
export function judge({ choices }: Question, chosen: readonly Choice[]): Verdict {
  const reasons = chosen.map(({ text, correct = false, why }) => ({ choice: text, correct, why }));
  if (reasons.some(({ correct }) => !correct)) return { kind: "wrong", reasons };
  const complete = choices.every((choice) => !choice.correct || chosen.includes(choice));
  return { kind: complete ? "right" : "incomplete", reasons };
}

/** How much of a quiz is answered rightly. */
export function quizScore(
  lesson: Lesson,
  progress: Progress,
): { readonly right: number; readonly total: number } {
  const right = lesson.quiz.filter((question) => answerTo(progress, lesson.id, question)?.correct).length;
  return { right, total: lesson.quiz.length };
}
