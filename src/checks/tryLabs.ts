import { LabsError, messageOf } from "../base/errors";
import type { LoadedLesson } from "../lessons/loadLesson";
import type { LabFiles } from "../protocol/checkReport";
import type { Lab } from "../protocol/lesson";
import type { LessonProblem } from "../protocol/lessonProblem";
import { type CheckOptions, checkLab, readChecks } from "./checkLab";
import { failing, labFiles } from "./labFiles";
import { inTrialCopy } from "./trialCopy";

/** A lab that is being tried. */
export interface Trial {
  readonly lesson: string;
  readonly lab: string;
  readonly file: "starter" | "solution";
}

/**
 * Tries the checks of a lesson's labs on its own files: what learners begin with must fail them, the solution must pass
 * them. Runs the lesson's code. Throws what {@link checkLab} throws for want of engines, or when it is cancelled.
 */
export async function tryLabs(
  loaded: LoadedLesson,
  options: CheckOptions & { readonly onTrial?: (trial: Trial) => void },
): Promise<LessonProblem[]> {
  const problems: LessonProblem[] = [];
  for (const [at, lab] of loaded.lesson.labs.entries()) {
    const found = await tryLab(loaded, lab, options);
    if (found) problems.push(asProblem(loaded, at, found));
  }
  return problems;
}

interface Found {
  readonly code: LessonProblem["code"];
  readonly field: "check" | "solution";
  readonly message: string;
}

async function tryLab(
  loaded: LoadedLesson,
  lab: Lab,
  options: Parameters<typeof tryLabs>[1],
): Promise<Found | undefined> {
  try {
    await readChecks(labFiles(loaded, lab));
  } catch (error) {
    if (!(error instanceof LabsError)) throw error;
    return { code: "no-checks", field: "check", message: messageOf(error) };
  }
  const trial = { lesson: loaded.lesson.id, lab: lab.id };
  options.onTrial?.({ ...trial, file: "starter" });
  const check = (files: LabFiles) => checkLab(files, options);
  const starter = await inTrialCopy(loaded, lab, "starter", check);
  if (starter.passed) {
    const message = `The checks of lab ${lab.id} pass on ${lab.file}, which nobody has changed: add a check of what the learner is to do.`;
    return { code: "starter-passes", field: "check", message };
  }
  options.onTrial?.({ ...trial, file: "solution" });
  const solution = await inTrialCopy(loaded, lab, "solution", check);
  if (solution.passed) return undefined;
  const message = `The solution of lab ${lab.id} does not pass its checks: ${failing(solution)}`;
  return { code: "solution-fails", field: "solution", message };
}

function asProblem(loaded: LoadedLesson, at: number, { code, field, message }: Found): LessonProblem {
  const place = loaded.place(["labs", at, field]);
  return { code, severity: "error", file: loaded.file, ...place, field: `labs[${at}].${field}`, message };
}
