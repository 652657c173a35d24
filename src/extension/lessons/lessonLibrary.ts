import { join, sep } from "node:path";
import * as vscode from "vscode";
import { messageOf } from "../../base/errors";
import type { LessonProblem } from "../../protocol/lessonProblem";
import { onSetting } from "../settings";
import { builtInFolder, findSources } from "./lessonSources";
import { LessonWatchers } from "./lessonWatchers";
import type { OfferedLesson } from "./offeredLesson";

/** Files that change within this time are read once, in ms. */
const RELOAD_DELAY = 200;

export type { OfferedLesson };

/**
 * The lessons of every source, kept as the files are. Nothing is read before somebody asks for it with `ready`, so that
 * a window which wants no lessons does not pay for them.
 */
export class LessonLibrary implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly watchers = new LessonWatchers(() => this.reloadSoon());
  private readonly subscriptions: vscode.Disposable[] = [this.changed, this.watchers];
  private readonly byId = new Map<string, OfferedLesson>();
  private foundProblems: readonly LessonProblem[] = [];
  private first: Promise<void> | undefined;
  private loading: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private disposed = false;
  /** Lessons or problems were read anew. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly extension: vscode.Extension<unknown>,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Resolves when the lessons have been read once. Never rejects. */
  ready(): Promise<void> {
    if (!this.first) {
      this.subscriptions.push(
        onSetting("lessons.folders", () => this.reloadSoon()),
        vscode.workspace.onDidChangeWorkspaceFolders(() => this.reloadSoon()),
        vscode.workspace.onDidGrantWorkspaceTrust(() => this.reloadSoon()),
        vscode.extensions.onDidChange(() => this.reloadSoon()),
      );
      this.first = this.reload();
    }
    return this.first;
  }

  /** Reads all lessons again. */
  async refresh(): Promise<void> {
    await this.ready();
    await this.reload();
  }

  /** In their order: built in, of the workspace, of the setting, of other extensions. */
  get lessons(): readonly OfferedLesson[] {
    return [...this.byId.values()];
  }

  /** What is wrong with the lessons of any source, those that are not offered for it included. */
  get problems(): readonly LessonProblem[] {
    return this.foundProblems;
  }

  /** Those that an author can mend: not of what comes with the product. */
  get authorProblems(): readonly LessonProblem[] {
    const builtIn = join(builtInFolder(this.extension), sep);
    return this.foundProblems.filter(({ file }) => !file.startsWith(builtIn));
  }

  find(id: string): OfferedLesson | undefined {
    return this.byId.get(id);
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.subscriptions.splice(0)).dispose();
  }

  private reloadSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.reload();
    }, RELOAD_DELAY);
  }

  /** One reading after another: the last one tells how things are. */
  private reload(): Promise<void> {
    this.loading = this.loading.then(() => this.load()).catch((error) => this.log.error(messageOf(error)));
    return this.loading;
  }

  private async load(): Promise<void> {
    if (this.disposed) return;
    // Parsers of YAML and Markdown come with it: they are read when lessons are.
    const { readOffered } = await import("./readOffered");
    const { sources, problems } = await findSources(this.extension);
    const read = await readOffered(sources);
    if (this.disposed) return;
    this.byId.clear();
    for (const lesson of read.lessons) this.byId.set(lesson.lesson.id, lesson);
    this.foundProblems = [...problems, ...read.problems];
    this.watchers.watch(sources, read);
    this.changed.fire();
  }
}
