import * as vscode from "vscode";
import type { LoadedLesson } from "../../lessons/loadLesson";
import type { Lessons } from "./lessonSources";

/** The lessons that come with the extension, and those of the workspace's `.parallel-labs/lessons`. */
export class BuiltInLessons implements Lessons, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #folders: readonly vscode.Uri[];
  #loading: Promise<void> | undefined;
  lessons: readonly LoadedLesson[] = [];

  constructor(extension: vscode.Uri) {
    const own = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) =>
      vscode.Uri.joinPath(uri, ".parallel-labs", "lessons"),
    );
    this.#folders = [vscode.Uri.joinPath(extension, "lessons"), ...own];
  }

  ready(): Promise<void> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  find(id: string): LoadedLesson | undefined {
    return this.lessons.find(({ lesson }) => lesson.id === id);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #load(): Promise<void> {
    const { loadLessons } = await import("../../lessons/loadLessons");
    const loaded = await Promise.all(this.#folders.map(({ fsPath }) => loadLessons(fsPath)));
    this.lessons = loaded.flatMap(({ lessons }) => lessons);
    this.#changed.fire();
  }
}
