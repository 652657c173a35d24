import { watch } from "node:fs";
import { join, sep } from "node:path";
import * as vscode from "vscode";
import { type LessonSource, localFolders } from "./lessonSources";
import type { ReadLessons } from "./readOffered";

/** Tells when files of lessons change. Those that come with the product do not. */
export class LessonWatchers implements vscode.Disposable {
  private readonly watched = new Map<string, vscode.Disposable>();
  private folders: readonly string[] = [];
  /** An author who saves in VS Code sees mistakes go also where a disk cannot be watched. */
  private readonly saves = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
    if (this.folders.some((folder) => uri.fsPath.startsWith(join(folder, sep)))) this.listener();
  });

  constructor(private readonly listener: () => void) {}

  /** Watches these sources, and where the workspace's lessons would be, in place of what was watched before. */
  watch(
    sources: readonly LessonSource[],
    { emptyFolders, lessonFolders }: Pick<ReadLessons, "emptyFolders" | "lessonFolders">,
  ): void {
    this.folders = sources.map(({ folder }) => folder);
    const patterns = new Map<string, vscode.RelativePattern>();
    const add = (folder: string, pattern: string) =>
      patterns.set(`${folder}\0${pattern}`, new vscode.RelativePattern(vscode.Uri.file(folder), pattern));
    // Of folders that are made at once with their files, a watcher may tell the outermost alone.
    for (const root of localFolders())
      add(root, "{.parallel-labs,.parallel-labs/lessons,.parallel-labs/lessons/**}");
    for (const { kind, folder } of sources) {
      if (kind !== "folder") continue;
      // A folder without lessons may be anything, even the home folder: then only what is directly in it is watched.
      add(folder, emptyFolders.has(folder) ? "*" : "**");
    }
    for (const [key, watcher] of this.watched) {
      if (patterns.has(key) || lessonFolders.has(key)) continue;
      this.watched.delete(key);
      watcher.dispose();
    }
    for (const [key, pattern] of patterns) {
      if (!this.watched.has(key)) this.watched.set(key, this.watchPattern(pattern));
    }
    for (const folder of lessonFolders) {
      if (!this.watched.has(folder)) this.watched.set(folder, this.watchFolder(folder));
    }
  }

  dispose(): void {
    this.saves.dispose();
    vscode.Disposable.from(...this.watched.values()).dispose();
    this.watched.clear();
  }

  private watchPattern(pattern: vscode.RelativePattern): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    return vscode.Disposable.from(
      watcher,
      watcher.onDidChange(this.listener),
      watcher.onDidCreate(this.listener),
      watcher.onDidDelete(this.listener),
    );
  }

  /**
   * Of folders that are made at once, one in the other, VS Code's watcher overlooks the inner ones for good (Linux). Those
   * that lessons were found in are watched by themselves.
   */
  private watchFolder(folder: string): vscode.Disposable {
    try {
      const watcher = watch(folder, { persistent: false }, this.listener);
      watcher.on("error", () => watcher.close());
      return { dispose: () => watcher.close() };
    } catch {
      return { dispose: () => undefined }; // it was just removed, or nothing can be watched here
    }
  }
}
