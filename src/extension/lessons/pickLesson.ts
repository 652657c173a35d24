import * as vscode from "vscode";
import { errors } from "../../base/errors";
import type { LabKey } from "../../lessons/labs/labKey";
import type { LoadedLesson } from "../../lessons/loadLesson";
import { plainText } from "../plainText";
import type { LabCopies } from "./labCopies";
import type { PagePart } from "./lessonPage";
import type { Lessons } from "./offeredLessons";

/** The lesson that a command's argument names, by its id or as an object's `lesson`. */
export function lessonIdOf(argument: unknown): string | undefined {
  if (typeof argument === "string") return argument;
  return stringField(argument, "lesson");
}

/** The lab that a command's argument names. */
export function labKeyOf(argument: unknown): LabKey | undefined {
  const lesson = stringField(argument, "lesson");
  const lab = stringField(argument, "lab");
  return lesson === undefined || lab === undefined ? undefined : { lesson, lab };
}

/** The part of a lesson that a command's argument names. */
export function partOf(argument: unknown): PagePart {
  return { page: stringField(argument, "page"), heading: stringField(argument, "heading") };
}

/** The question that a command's argument names. */
export function questionOf(argument: unknown): string | undefined {
  return stringField(argument, "question");
}

/** The lab that a command means: the one that its argument names, or whose copy is open, or else one that is picked. */
export async function meantLab(
  argument: unknown,
  lessons: Lessons,
  copies: LabCopies,
): Promise<LabKey | undefined> {
  const named = labKeyOf(argument);
  if (named) return named;
  await lessons.ready();
  const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  return (uri && copies.labOf(uri)) ?? (await pickLab(lessons, lessonIdOf(argument)));
}

/** Asks for a lesson; with one that is good there is nothing to ask. */
export async function pickLesson(
  lessons: Lessons,
  isGood: (lesson: LoadedLesson) => boolean = () => true,
): Promise<string | undefined> {
  await lessons.ready();
  const good = lessons.lessons.filter(isGood);
  if (good.length === 0) throw noLessons();
  if (good.length === 1) return good[0]?.lesson.id;
  const items = good.map(({ lesson }) => ({
    label: plainText(lesson.title),
    ...(lesson.summary && { detail: plainText(lesson.summary) }),
    id: lesson.id,
  }));
  const title = vscode.l10n.t("Choose a Lesson");
  return (await vscode.window.showQuickPick(items, { title, matchOnDetail: true }))?.id;
}

/** Asks for a lab of any lesson, or of one. */
export async function pickLab(lessons: Lessons, only?: string): Promise<LabKey | undefined> {
  await lessons.ready();
  const items = lessons.lessons
    .filter(({ lesson }) => only === undefined || lesson.id === only)
    .flatMap(({ lesson }) =>
      lesson.labs.map((lab) => ({
        label: plainText(lab.title),
        description: plainText(lesson.title),
        detail: plainText(lab.summary),
        key: { lesson: lesson.id, lab: lab.id },
      })),
    );
  if (items.length === 0) throw noLessons();
  const options = { title: vscode.l10n.t("Choose a Lab"), matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.key;
}

function noLessons() {
  return errors.wrongUsage(vscode.l10n.t("There is nothing of the kind here: add a folder of lessons."));
}

function stringField(
  value: unknown,
  name: "lesson" | "lab" | "question" | "page" | "heading",
): string | undefined {
  const field = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : "";
  return typeof field === "string" && field !== "" ? field : undefined;
}
