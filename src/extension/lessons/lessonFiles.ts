import { stat } from "node:fs/promises";
import * as vscode from "vscode";
import { LabsError } from "../../base/errors";
import { readPackFile } from "../../lessons/labs/packFile";
import { type PagePlace, placeOf } from "../../lessons/page/pageAddress";
import { type Shade, shadedPicture } from "../../lessons/page/shade";
import { LESSON_SCHEME } from "./lessonUris";
import type { LearnerProgress, Lessons } from "./offeredLessons";

type FilePlace = Exclude<PagePlace, { readonly kind: "folder" }>;

/**
 * Lessons as read-only files, so that VS Code's own preview can show a page with its pictures, and an editor a solution. A
 * page is made when it is read: it has what the learner did, and pictures for the editor's theme.
 */
export class LessonFiles implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;
  private readonly lessons: Lessons;
  private readonly learner: LearnerProgress;
  private readonly subscriptions: vscode.Disposable;
  /** The pages that were read, as texts: a page that is the same now has not changed. */
  private readonly pages = new Map<string, string>();
  private changedAt = Date.now();

  constructor(lessons: Lessons, learner: LearnerProgress) {
    this.lessons = lessons;
    this.learner = learner;
    const options = { isCaseSensitive: true, isReadonly: true };
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerFileSystemProvider(LESSON_SCHEME, this, options),
      lessons.onDidChange(() => void this.tellChanges()),
      learner.onDidChange(() => void this.tellChanges()),
      vscode.window.onDidChangeActiveColorTheme(() => void this.tellChanges()),
    );
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const place = await this.find(uri);
    if (place.kind === "folder") return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const { byteLength } = await this.read(place, uri);
    const onDisk = place.kind === "file" || place.kind === "lab";
    const mtime = onDisk ? await timeOf(place.lesson.folder) : this.changedAt;
    return { type: vscode.FileType.File, ctime: 0, mtime, size: byteLength };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const place = await this.find(uri);
    if (place.kind === "folder") throw vscode.FileSystemError.FileIsADirectory(uri);
    const content = await this.read(place, uri);
    if (place.kind === "page") this.pages.set(uri.toString(), new TextDecoder().decode(content));
    return content;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {}); // changes are told of all pages that were read
  }

  readDirectory(): [string, vscode.FileType][] {
    return []; // pages are reached by their links
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async find(uri: vscode.Uri): Promise<PagePlace> {
    await this.lessons.ready();
    const place = placeOf(uri, this.lessons.lessons);
    if (!place) throw vscode.FileSystemError.FileNotFound(uri);
    return place;
  }

  private async read(place: FilePlace, uri: vscode.Uri): Promise<Uint8Array> {
    switch (place.kind) {
      case "page": {
        const { pageText } = await import("../../lessons/page/pageText");
        const around = { lessons: this.lessons.lessons, shade: shadeOfTheme() };
        const text = pageText(place.lesson, this.learner.progress, around);
        return new TextEncoder().encode(text);
      }
      case "quiz": {
        const text = vscode.l10n.t("The questions of the quiz are asked at the top of the window.");
        return new TextEncoder().encode(`${text}\n`);
      }
      case "heading":
        return await this.read({ kind: "file", lesson: place.lesson, path: place.page }, uri);
      case "lab": {
        const lab = place.lesson.lesson.labs.find(({ id }) => id === place.lab);
        return await readOr(() => readPackFile(place.lesson, lab?.file ?? ""), uri);
      }
      case "file": {
        const content = await readOr(() => readPackFile(place.lesson, place.path), uri);
        if (!place.shade) return content;
        return new TextEncoder().encode(shadedPicture(new TextDecoder().decode(content), place.shade));
      }
    }
  }

  /** Tells which of the pages that were read are different now. */
  private async tellChanges(): Promise<void> {
    this.changedAt = Math.max(Date.now(), this.changedAt + 1);
    const events: vscode.FileChangeEvent[] = [];
    for (const [address, before] of this.pages) {
      const uri = vscode.Uri.parse(address);
      const place = placeOf(uri, this.lessons.lessons);
      if (place?.kind !== "page") continue;
      const now = new TextDecoder().decode(await this.read(place, uri));
      if (now !== before) events.push({ type: vscode.FileChangeType.Changed, uri });
    }
    if (events.length > 0) this.changed.fire(events);
  }
}

function shadeOfTheme(): Shade {
  const { Light, HighContrastLight } = vscode.ColorThemeKind;
  return [Light, HighContrastLight].includes(vscode.window.activeColorTheme.kind) ? "light" : "dark";
}

/** What is refused is, for VS Code, not there: a preview then shows a picture's description. */
async function readOr(read: () => Promise<Uint8Array>, uri: vscode.Uri): Promise<Uint8Array> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof LabsError) throw vscode.FileSystemError.FileNotFound(uri);
    throw error;
  }
}

async function timeOf(path: string): Promise<number> {
  return await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
