import * as vscode from "vscode";
import { errors } from "../../base/errors";
import type { LabKey } from "../../lessons/labs/labKey";
import type { LoadedLesson } from "../../lessons/loadLesson";
import type { Lab } from "../../protocol/lesson";
import { plainText } from "../plainText";
import type { Lessons } from "./offeredLessons";

/** A lab of a lesson that is offered. */
export interface OfferedLab {
  readonly key: LabKey;
  readonly lesson: LoadedLesson;
  readonly lab: Lab;
}

/** Finds a lesson once all are loaded. Throws `wrong-usage` when there is none. */
export async function findLesson(lessons: Lessons, id: string): Promise<LoadedLesson> {
  await lessons.ready();
  const found = lessons.find(id);
  if (found) return found;
  throw errors.wrongUsage(
    vscode.l10n.t("There is no lesson {0} here: look into the Lessons view, or at Problems.", plainText(id)),
  );
}

/** Finds a lab once all lessons are loaded. Throws `wrong-usage` when there is none. */
export async function findLab(lessons: Lessons, key: LabKey): Promise<OfferedLab> {
  const lesson = await findLesson(lessons, key.lesson);
  const lab = lesson.lesson.labs.find(({ id }) => id === key.lab);
  if (lab) return { key, lesson, lab };
  const title = plainText(lesson.lesson.title);
  throw errors.wrongUsage(vscode.l10n.t("The lesson {0} has no lab {1}.", title, plainText(key.lab)));
}
