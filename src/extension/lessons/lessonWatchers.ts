import * as vscode from "vscode";
import { type LessonSource, localFolders, WORKSPACE_LESSONS } from "./lessonSources";

/** Tells when files of lessons change. Those that come with the product do not. */
export class LessonWatchers implements vscode.Disposable {
  private readonly watched = new Map<string, vscode.Disposable>();
  private patterns: readonly vscode.RelativePattern[] = [];
  private readonly saves: vscode.Disposable;

  constructor(private readonly listener: () => void) {
    // Of a folder that was made just now, as a new lesson's, a watcher misses the first changes.
    this.saves = vscode.workspace.onDidSaveTextDocument((document) => {
      if (this.patterns.some((pattern) => vscode.languages.match({ pattern }, document) > 0)) this.listener();
    });
  }

  /** Watches these sources, and where the workspace's lessons would be, in place of what was watched before. */
  watch(sources: readonly LessonSource[], emptyFolders: ReadonlySet<string>): void {
    const patterns = new Map<string, vscode.RelativePattern>();
    const add = (folder: string, pattern: string) =>
      patterns.set(`${folder}\0${pattern}`, new vscode.RelativePattern(vscode.Uri.file(folder), pattern));
    for (const root of localFolders()) add(root, `${WORKSPACE_LESSONS.replaceAll("\\", "/")}/**`);
    for (const { kind, folder } of sources) {
      if (kind !== "folder") continue;
      // A folder without lessons may be anything, even the home folder: then only what is directly in it is watched.
      add(folder, emptyFolders.has(folder) ? "*" : "**");
    }
    this.patterns = [...patterns.values()];
    for (const [key, watcher] of this.watched) {
      if (patterns.has(key)) continue;
      this.watched.delete(key);
      watcher.dispose();
    }
    for (const [key, pattern] of patterns) {
      if (!this.watched.has(key)) this.watched.set(key, this.watchPattern(pattern));
    }
  }

  dispose(): void {
    vscode.Disposable.from(this.saves, ...this.watched.values()).dispose();
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
}
