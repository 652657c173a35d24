import * as vscode from "vscode";
import type { LoadedLesson } from "../../lessons/loadLesson";
import { headingAnchors } from "../../lessons/page/headingAnchors";
import { isPage } from "../../lessons/page/pageAddress";
import { findLesson } from "./findLab";
import { lessonFileUri, pageUri } from "./lessonUris";
import type { Lessons } from "./offeredLessons";

/** Where to open a lesson; its own page's beginning where nothing is said. */
export interface PagePart {
  /** A Markdown file of the lesson, relative to its folder. */
  readonly page?: string | undefined;
  readonly heading?: string | undefined;
}

/** Opens a page of a lesson in VS Code's own preview, at a heading if one is named. */
export async function openLessonPage(
  lessons: Lessons,
  id: string,
  { page, heading }: PagePart = {},
): Promise<void> {
  await showPage(await findLesson(lessons, id), { page, heading });
}

/** The same of a lesson that was found. */
export async function showPage(lesson: LoadedLesson, { page, heading }: PagePart): Promise<void> {
  const uri = page !== undefined && isPage(page) ? lessonFileUri(lesson, page) : pageUri(lesson);
  const [fragment = ""] = heading === undefined ? [] : headingAnchors([heading]);
  await vscode.commands.executeCommand("markdown.showPreview", fragment ? uri.with({ fragment }) : uri);
}
