import type { ChecklistItem, Lab, Lesson, Question } from "../../protocol/lesson";
import type { Progress } from "../../protocol/progress";
import { allEntries } from "./entries";
import { answerTo, isItemDone, labOfItem, labStatus } from "./status";

/** What a learner does next. */
export type NextStep =
  | { readonly kind: "item"; readonly lesson: Lesson; readonly item: ChecklistItem }
  | { readonly kind: "lab"; readonly lesson: Lesson; readonly lab: Lab }
  | { readonly kind: "question"; readonly lesson: Lesson; readonly question: Question };

/**
 * Where the learner left off: the first thing not done of the lesson that was worked in last, then of the lessons after
 * it, then of those before. Optional items are never asked for. Undefined when all is done.
 */
export function nextStep(lessons: readonly Lesson[], progress: Progress): NextStep | undefined {
  const times = lessons.map(({ id }) =>
    Math.max(-1, ...allEntries(progress, id).map(({ entry }) => entry.at)),
  );
  const last = times.indexOf(Math.max(-1, ...times));
  const start = Math.max(0, last);
  for (const lesson of [...lessons.slice(start), ...lessons.slice(0, start)]) {
    const step = nextIn(lesson, progress);
    if (step) return step;
  }
  return undefined;
}

/** The first thing not done of a lesson: checklist, then labs, then questions that were not answered rightly. */
export function nextIn(lesson: Lesson, progress: Progress): NextStep | undefined {
  const item = lesson.checklist.find((one) => !one.optional && !isItemDone(progress, lesson.id, one));
  if (item) {
    const own = labOfItem(lesson.id, item);
    const lab = own?.lesson === lesson.id ? lesson.labs.find(({ id }) => id === own.lab) : undefined;
    return lab ? { kind: "lab", lesson, lab } : { kind: "item", lesson, item };
  }
  const lab = lesson.labs.find((one) => labStatus(progress, lesson.id, one) === "open");
  if (lab) return { kind: "lab", lesson, lab };
  const question = lesson.quiz.find((one) => !answerTo(progress, lesson.id, one)?.correct);
  return question && { kind: "question", lesson, question };
}
