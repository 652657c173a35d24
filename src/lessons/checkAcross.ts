import type { LessonProblem } from "../protocol/lessonProblem";
import { problem } from "./format/mistake";
import { fieldOf, wordsOf } from "./format/pathWords";
import type { LoadedLesson } from "./loadLesson";

/**
 * What is wrong between lessons: ids that two have, and labs of other lessons that are not there. Of lessons with one id
 * the first is kept. Lessons may come from several folders.
 */
export function checkAcross<L extends LoadedLesson>(
  all: readonly L[],
): { readonly lessons: readonly L[]; readonly problems: readonly LessonProblem[] } {
  const lessons: L[] = [];
  const problems: LessonProblem[] = [];
  const byId = new Map<string, L>();
  for (const one of all) {
    const first = byId.get(one.lesson.id);
    if (first === undefined) {
      byId.set(one.lesson.id, one);
      lessons.push(one);
      continue;
    }
    const message = `The lesson has the id ${one.lesson.id} of ${first.file}: give it another.`;
    problems.push(problem("duplicate-id", one.file, message, one.place(["id"]), { field: "id" }));
  }
  return { lessons, problems: [...problems, ...lessons.flatMap((one) => checkLinks(one, byId))] };
}

function checkLinks(
  { lesson, file, place }: LoadedLesson,
  byId: ReadonlyMap<string, LoadedLesson>,
): LessonProblem[] {
  return lesson.checklist.flatMap(({ kind, link }, at) => {
    const [lessonId = "", labId] = link.split("/");
    if (kind !== "do" || labId === undefined) return [];
    const other = byId.get(lessonId)?.lesson;
    if (other?.labs.some(({ id }) => id === labId)) return [];
    const path = ["checklist", at, "link"];
    const message = other
      ? `${wordsOf(path)} is ${link}, and the lesson ${lessonId} has no such lab: use one of its labs.`
      : `${wordsOf(path)} is ${link}, and there is no lesson ${lessonId} here: correct it or add the lesson.`;
    return [
      problem("unknown-lab", file, message, place(path), { field: fieldOf(path), severity: "warning" }),
    ];
  });
}
