import * as vscode from "vscode";
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

/** Builds the lessons' parts, connects them and registers them. Reads nothing before somebody looks at lessons. */
export function createLessons(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Lessons {
  const library = new LessonLibrary(context.extension, log);
  const store = new ProgressStore(context.globalState, context.globalStorageUri, log);
  const choice = new FilterChoice(context.globalState);
  const view = new LessonsView({ library, store, choice }, log);
  const parts = vscode.Disposable.from(
    new LessonDiagnostics(library),
    vscode.window.registerFileDecorationProvider(new OptionalMarks()),
    registerLessonCommands({ library, store, choice, view, log }),
    view,
    choice,
    store,
    library,
  );
  return { library, store, view, dispose: () => parts.dispose() };
}
