import * as vscode from "vscode";
import type { Clusters } from "../clusters";
import { registerTable } from "../registerTable";
import { showFailure } from "../showFailure";
import { keepLabContext } from "./labContext";
import { LabCopies } from "./labCopies";
import { LabMemory } from "./labMemory";
import { LabTests } from "./labTests";
import { learningCommands } from "./learningCommands";
import { LessonDoors } from "./lessonDoors";
import { LessonFiles } from "./lessonFiles";
import type { LearnerProgress, Lessons } from "./offeredLessons";
import { Quiz } from "./quiz";

/** What learning is made of. */
export interface LearningParts {
  readonly lessons: Lessons;
  readonly learner: LearnerProgress;
  readonly clusters: Clusters;
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
}

/** Lessons' pages, labs, hints, solutions and quizzes, connected. Reads no lesson before one is asked for. */
export function createLearning({
  lessons,
  learner,
  clusters,
  context,
  log,
}: LearningParts): vscode.Disposable {
  const memory = new LabMemory(context.workspaceState, context.globalState);
  const copies = new LabCopies(lessons, memory);
  const quiz = new Quiz(lessons, learner);
  const tests = new LabTests({ lessons, copies, learner, clusters });
  const learning = { lessons, learner, clusters, copies, memory, quiz, tests, log };
  return vscode.Disposable.from(
    copies,
    tests,
    registerTable(learningCommands, learning),
    new LessonFiles(lessons, learner),
    new LessonDoors({ lessons, copies, quiz }, (error) => showFailure(error, log)),
    keepLabContext(lessons, copies),
  );
}
