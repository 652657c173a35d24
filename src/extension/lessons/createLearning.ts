import * as vscode from "vscode";
import { showFailure } from "../showFailure";
import { keepLabContext } from "./labContext";
import { LabCopies } from "./labCopies";
import { LabMemory } from "./labMemory";
import type { Learning } from "./learningCommands";
import { LessonDoors } from "./lessonDoors";
import { LessonFiles } from "./lessonFiles";
import type { LearnerProgress, Lessons } from "./lessonSources";
import { Quiz } from "./quiz";

/** What learning is made of. */
export interface LearningParts {
  readonly lessons: Lessons;
  readonly learner: LearnerProgress;
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
}

/** Lessons' pages, labs, hints, solutions and quizzes, connected. Reads no lesson before one is asked for. */
export function createLearning({ lessons, learner, context, log }: LearningParts): Learning {
  const memory = new LabMemory(context.workspaceState, context.globalState);
  const copies = new LabCopies(lessons, memory);
  const quiz = new Quiz(lessons, learner);
  const parts = vscode.Disposable.from(
    copies,
    new LessonFiles(lessons, learner),
    new LessonDoors({ lessons, copies, quiz }, (error) => showFailure(error, log)),
    keepLabContext(lessons, copies),
  );
  return { lessons, copies, memory, quiz, dispose: () => parts.dispose() };
}
