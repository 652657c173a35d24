import * as vscode from "vscode";
import type { Clusters } from "../clusters";
import type { LanguageServer } from "../languageClient/languageServer";
import { createLearning } from "./createLearning";
import { FilterChoice } from "./filterChoice";
import { registerLessonCommands } from "./lessonCommands";
import { LessonDiagnostics } from "./lessonDiagnostics";
import { LessonLibrary } from "./lessonLibrary";
import { LessonsView } from "./lessonsView";
import { OptionalMarks } from "./optionalMarks";
import { ProgressStore } from "./progressStore";

/** The parts of lessons that others work with. */
export interface Lessons extends vscode.Disposable {
  readonly library: LessonLibrary;
  readonly store: ProgressStore;
  readonly view: LessonsView;
}

/** What lessons use of the rest. */
export interface LessonSurroundings {
  readonly clusters: Clusters;
  readonly languageServer: LanguageServer;
  readonly log: vscode.LogOutputChannel;
}

/** Builds the lessons' parts, connects them and registers them. Reads nothing before somebody looks at lessons. */
export function createLessons(
  context: vscode.ExtensionContext,
  { clusters, languageServer, log }: LessonSurroundings,
): Lessons {
  const library = new LessonLibrary(context.extension, log);
  const store = new ProgressStore(context.globalState, context.globalStorageUri, log);
  const choice = new FilterChoice(context.globalState);
  const view = new LessonsView({ library, store, choice }, log);
  const parts = vscode.Disposable.from(
    new LessonDiagnostics(library, languageServer),
    vscode.window.registerFileDecorationProvider(new OptionalMarks()),
    createLearning({ lessons: library, learner: store, clusters, context, log }),
    registerLessonCommands({ library, store, choice, view, log }),
    view,
    choice,
    store,
    library,
  );
  return { library, store, view, dispose: () => parts.dispose() };
}
