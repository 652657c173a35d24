import type * as vscode from "vscode";
import { commands } from "../../protocol/ids";
import type { LabCopies } from "./labCopies";
import { showHint } from "./labHints";
import type { LabMemory } from "./labMemory";
import { resetLab } from "./labReset";
import { showSolution } from "./labSolution";
import { openLessonPage } from "./lessonPage";
import type { Lessons } from "./lessonSources";
import { labKeyOf, lessonIdOf, meantLab, pickLab, pickLesson, questionOf } from "./pickLesson";
import type { Quiz } from "./quiz";
import { runLab } from "./runLab";

/** What the commands for learning work with. */
export interface Learning extends vscode.Disposable {
  readonly lessons: Lessons;
  readonly copies: LabCopies;
  readonly memory: LabMemory;
  readonly quiz: Quiz;
}

export type LearningCommandId = (typeof commands)[
  | "openLesson"
  | "openLab"
  | "runLab"
  | "resetLab"
  | "showHint"
  | "showSolution"
  | "answerQuiz"];

type Handler = (learning: Learning, argument: unknown) => unknown;

/**
 * The commands that open lessons and help with labs. Each takes the lesson's id, or an object `{lesson, lab}` of ids; without
 * one it asks. None of them runs anything but `runLab`.
 */
export const learningCommands: Readonly<Record<LearningCommandId, Handler>> = {
  [commands.openLesson]: async ({ lessons }, argument) => {
    const id = lessonIdOf(argument) ?? (await pickLesson(lessons));
    if (id !== undefined) await openLessonPage(lessons, id);
  },

  [commands.openLab]: async ({ lessons, copies }, argument) => {
    const key = labKeyOf(argument) ?? (await pickLab(lessons, lessonIdOf(argument)));
    if (key) await copies.openLab(key);
  },

  [commands.runLab]: async ({ lessons, copies }, argument) => {
    const key = await meantLab(argument, lessons, copies);
    if (key) await runLab(copies, key);
  },

  [commands.resetLab]: async ({ lessons, copies }, argument) => {
    const key = await meantLab(argument, lessons, copies);
    if (key) await resetLab(lessons, copies, key);
  },

  [commands.showHint]: async ({ lessons, copies, memory }, argument) => {
    const key = await meantLab(argument, lessons, copies);
    if (key) await showHint(lessons, memory, key);
  },

  [commands.showSolution]: async ({ lessons, copies, memory }, argument) => {
    const key = await meantLab(argument, lessons, copies);
    if (key) await showSolution(lessons, copies, memory, key);
  },

  [commands.answerQuiz]: async ({ lessons, quiz }, argument) => {
    const hasQuiz = ({ lesson }: { lesson: { quiz: readonly unknown[] } }) => lesson.quiz.length > 0;
    const id = lessonIdOf(argument) ?? (await pickLesson(lessons, hasQuiz));
    if (id !== undefined) await quiz.ask(id, questionOf(argument));
  },
};
