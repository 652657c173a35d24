import * as vscode from "vscode";
import { headingAnchors } from "../../lessons/page/headingAnchors";
import { findLesson } from "./findLab";
import { pageUri } from "./lessonUris";
import type { Lessons } from "./offeredLessons";

/** Opens a lesson's page in VS Code's own preview, at a heading if one is named. */
export async function openLessonPage(lessons: Lessons, id: string, heading?: string): Promise<void> {
  const uri = pageUri(await findLesson(lessons, id));
  const [fragment = ""] = heading === undefined ? [] : headingAnchors([heading]);
  await vscode.commands.executeCommand("markdown.showPreview", fragment ? uri.with({ fragment }) : uri);
}
