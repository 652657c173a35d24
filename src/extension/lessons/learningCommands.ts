import type * as vscode from "vscode";
import { commands, type LabCommandId } from "../../protocol/ids";
import type { CommandHandler } from "../registerTable";
import { showHint } from "./labHints";
import type { LabMemory } from "./labMemory";
import { resetLab } from "./labReset";
import { showSolution } from "./labSolution";
import type { LabTestParts } from "./labTestParts";
import type { LabTests } from "./labTests";
import { openLessonPage } from "./lessonPage";
import { labKeyOf, lessonIdOf, meantLab, partOf, pickLab, pickLesson, questionOf } from "./pickLesson";
import type { Quiz } from "./quiz";
import { runChecks } from "./runChecks";
import { runLab } from "./runLab";

/** What the commands for learning work with. */
export interface Learning extends LabTestParts {
  readonly memory: LabMemory;
  readonly quiz: Quiz;
  readonly tests: LabTests;
  readonly log: vscode.LogOutputChannel;
}

/**
 * The commands that open lessons and help with labs. Each takes the lesson's id, or an object `{lesson, lab}` of ids; without
 * one it asks. None of them runs anything but `runLab` and `runChecks`.
 */
export const learningCommands: Readonly<Record<LabCommandId, CommandHandler<Learning>>> = {
  [commands.openLesson]: async ({ lessons }, argument) => {
    const id = lessonIdOf(argument) ?? (await pickLesson(lessons));
    if (id !== undefined) await openLessonPage(lessons, id, partOf(argument));
  },

  [commands.openLab]: async ({ lessons, copies }, argument) => {
    const key = labKeyOf(argument) ?? (await pickLab(lessons, lessonIdOf(argument)));
    if (key) await copies.openLab(key);
  },

  [commands.runLab]: async ({ lessons, copies }, argument) => {
    const key = await meantLab(argument, lessons, copies);
    if (key) await runLab(copies, key);
  },

  [commands.runChecks]: async (learning, argument) => {
    const key = await meantLab(argument, learning.lessons, learning.copies);
    if (key) await runChecks(learning, learning.tests, key);
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
