import type { Choice, Question } from "../../protocol/lesson";
import type { Progress, QuizAnswer } from "../../protocol/progress";
import { setItem } from "./entries";

/** Ticks an item of the checklist, or takes the tick back. */
export function tickItem(
  progress: Progress,
  lesson: string,
  id: string,
  ticked: boolean,
  now: number,
): Progress {
  return setItem(progress, { lesson, part: "ticks", id }, ticked ? true : null, now);
}

/**
 * Keeps that a lab's checks passed.
 * @param check fingerprint of its check file
 */
export function passLab(
  progress: Progress,
  lesson: string,
  id: string,
  check: string,
  now: number,
): Progress {
  return setItem(progress, { lesson, part: "labs", id }, { check }, now);
}

/** Keeps an answer, and says whether it is right. */
export function answerQuestion(
  progress: Progress,
  lesson: string,
  question: Question,
  chosen: readonly Choice[],
  now: number,
): { readonly progress: Progress; readonly answer: QuizAnswer } {
  const correct = question.choices.every((choice) => (choice.correct ?? false) === chosen.includes(choice));
  const answer = { chosen: chosen.map(({ text }) => text), correct };
  return { progress: setItem(progress, { lesson, part: "quiz", id: question.id }, answer, now), answer };
}
