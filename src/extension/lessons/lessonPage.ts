import * as vscode from "vscode";
import { findLesson } from "./findLab";
import { pageUri } from "./lessonUris";
import type { Lessons } from "./offeredLessons";

/** Opens a lesson's page in VS Code's own preview. */
export async function openLessonPage(lessons: Lessons, id: string): Promise<void> {
  const lesson = await findLesson(lessons, id);
  await vscode.commands.executeCommand("markdown.showPreview", pageUri(lesson));
}
