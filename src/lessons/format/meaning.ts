import type { Choice, Lesson } from "../../protocol/lesson";
import type { Path } from "./frontMatter";
import { languageOfLab } from "./labLanguage";
import type { Mistake } from "./mistake";
import { wordsOf } from "./pathWords";

/** A lesson as its front matter says it: it fits the schema, and lists may be left out. */
export type RawLesson = Omit<Lesson, "objectives" | "checklist" | "labs" | "quiz"> & {
  readonly objectives?: Lesson["objectives"];
  readonly checklist?: Lesson["checklist"];
  readonly labs?: readonly RawLab[];
  readonly quiz?: Lesson["quiz"];
};

type RawLab = Omit<Lesson["labs"][number], "language" | "extras" | "hints"> &
  Partial<Pick<Lesson["labs"][number], "language" | "extras" | "hints">>;

/** What fits the schema and is wrong all the same: ids that are repeated or that nothing has, questions without an answer. */
export function checkMeaning(lesson: RawLesson): Mistake[] {
  return [
    ...repeatedIds("objectives", lesson.objectives),
    ...repeatedIds("checklist", lesson.checklist),
    ...repeatedIds("labs", lesson.labs),
    ...repeatedIds("quiz", lesson.quiz),
    ...checkChecklist(lesson),
    ...checkLabs(lesson.labs ?? []),
    ...checkQuiz(lesson),
  ];
}

function repeatedIds(list: string, members: readonly { readonly id: string }[] = []): Mistake[] {
  return members.flatMap(({ id }, at) => {
    const first = members.findIndex((other) => other.id === id);
    if (first === at) return [];
    const message = `${wordsOf([list, at])} has the id ${id} of ${lowerFirst(wordsOf([list, first]))}: give it another.`;
    return [{ code: "duplicate-id", path: [list, at, "id"], message }];
  });
}

function checkChecklist({ checklist = [], labs = [], objectives = [] }: RawLesson): Mistake[] {
  return checklist.flatMap(({ kind, link, outcomes = [] }, at) => [
    ...(kind === "do" && !link.includes("/") && !labs.some(({ id }) => id === link)
      ? [unknownLab(["checklist", at, "link"], link, labs)]
      : []),
    ...outcomes.flatMap((id, index) => checkOutcome(["checklist", at, "outcomes", index], id, objectives)),
  ]);
}

function checkLabs(labs: readonly RawLab[]): Mistake[] {
  return labs.flatMap(({ file, language, after }, at) => {
    const mistakes: Mistake[] = [];
    const known = languageOfLab(file);
    if (known === undefined) {
      const message = `${wordsOf(["labs", at])}'s file ${file} cannot run on engines: give one that ends in .py, .js, .mjs, .cjs, .ts or .mts.`;
      mistakes.push({ code: "wrong-value", path: ["labs", at, "file"], message });
    } else if (language !== undefined && language !== known) {
      const message = `${wordsOf(["labs", at])}'s language is ${language}, and its file is ${known}: correct one of them, or leave the language away.`;
      mistakes.push({ code: "wrong-value", path: ["labs", at, "language"], message });
    }
    if (after !== undefined && !labs.slice(0, at).some(({ id }) => id === after)) {
      mistakes.push(unknownLab(["labs", at, "after"], after, labs.slice(0, at)));
    }
    return mistakes;
  });
}

function checkQuiz({ quiz = [], objectives = [] }: RawLesson): Mistake[] {
  return quiz.flatMap(({ outcome, choices }, at) => [
    ...(outcome === undefined ? [] : checkOutcome(["quiz", at, "outcome"], outcome, objectives)),
    ...checkChoices(["quiz", at, "choices"], choices),
  ]);
}

function checkChoices(path: Path, choices: readonly Choice[]): Mistake[] {
  const question = wordsOf(path.slice(0, -1));
  const code = "wrong-choices";
  const twin = choices.findIndex(({ text }, at) => choices.findIndex((other) => other.text === text) < at);
  if (twin >= 0) {
    return [
      { code, path: [...path, twin, "text"], message: `${question} has the same choice twice: keep one.` },
    ];
  }
  const correct = choices.filter((choice) => choice.correct).length;
  if (correct > 0 && correct < choices.length) return [];
  const message =
    correct === 0
      ? `${question} has no correct choice: say correct: true at the right one.`
      : `${question} has no wrong choice: add one, with why it is wrong.`;
  return [{ code, path, message }];
}

function checkOutcome(path: Path, id: string, objectives: Lesson["objectives"]): Mistake[] {
  if (objectives.some((objective) => objective.id === id)) return [];
  const message = `${wordsOf(path)} names no objective of this lesson: ${oneOf(objectives, "add objectives")}.`;
  return [{ code: "unknown-outcome", path, message }];
}

function unknownLab(path: Path, id: string, labs: readonly { readonly id: string }[]): Mistake {
  const where = path.at(-1) === "after" ? "lab above it" : "lab of this lesson";
  const advice = oneOf(labs, path.at(-1) === "after" ? "leave it away" : "add the lab");
  return {
    code: "unknown-lab",
    path,
    message: `${wordsOf(path)} is ${id}, which is no ${where}: ${advice}.`,
  };
}

function oneOf(known: readonly { readonly id: string }[], otherwise: string): string {
  return known.length === 0 ? otherwise : `use one of ${known.map(({ id }) => id).join(", ")}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
