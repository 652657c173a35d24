import * as vscode from "vscode";
import { type PagePlace, placeOf } from "../../lessons/page/pageAddress";
import type { LabCopies } from "./labCopies";
import { showPage } from "./lessonPage";
import { LESSON_SCHEME } from "./lessonUris";
import type { Lessons } from "./offeredLessons";
import type { Quiz } from "./quiz";

/**
 * Makes links in a page do more than open a file. A preview opens the file that a link leads to, read-only; when that is a
 * lab, the learner's copy takes its place, and when it is the quiz, the questions do. If that cannot be, the file stays.
 */
export class LessonDoors implements vscode.Disposable {
  private readonly lessons: Lessons;
  private readonly copies: LabCopies;
  private readonly quiz: Quiz;
  private readonly onFailure: (error: unknown) => void;
  private readonly subscription: vscode.Disposable;
  /** Doors that somebody goes through now: VS Code may tell more than once of a tab. */
  private readonly busy = new Set<string>();

  constructor(
    parts: { readonly lessons: Lessons; readonly copies: LabCopies; readonly quiz: Quiz },
    onFailure: (error: unknown) => void,
  ) {
    this.lessons = parts.lessons;
    this.copies = parts.copies;
    this.quiz = parts.quiz;
    this.onFailure = onFailure;
    this.subscription = vscode.window.tabGroups.onDidChangeTabs(({ opened, changed }) => {
      for (const tab of [...opened, ...changed]) {
        const uri = doorUri(tab);
        if (uri) void this.goThrough(uri, tab.group.viewColumn);
      }
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async goThrough(uri: vscode.Uri, column: vscode.ViewColumn): Promise<void> {
    const key = uri.toString();
    if (this.busy.has(key)) return;
    this.busy.add(key);
    try {
      await this.lessons.ready();
      const place = placeOf(uri, this.lessons.lessons);
      if (place) await this.open(place, uri, column);
    } catch (error) {
      this.onFailure(error);
    } finally {
      this.busy.delete(key);
    }
  }

  private async open(place: PagePlace, uri: vscode.Uri, column: vscode.ViewColumn): Promise<void> {
    if (place.kind === "lab") {
      const key = { lesson: place.lesson.lesson.id, lab: place.lab };
      if (await this.copies.openLab(key, column)) await close(uri);
    } else if (place.kind === "quiz") {
      await close(uri);
      await this.quiz.ask(place.lesson.lesson.id);
    } else if (place.kind === "heading") {
      await close(uri);
      await showPage(place.lesson, place);
    }
  }
}

/** The address of a tab that shows a lesson's file as text; a comparison is none. */
function doorUri({ input }: vscode.Tab): vscode.Uri | undefined {
  return input instanceof vscode.TabInputText && input.uri.scheme === LESSON_SCHEME ? input.uri : undefined;
}

async function close(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const open = tabs.filter((tab) => doorUri(tab)?.toString() === uri.toString());
  if (open.length > 0) await vscode.window.tabGroups.close(open);
}
