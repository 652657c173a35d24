import * as vscode from "vscode";
import type { LoadedLesson } from "../../lessons/loadLesson";
import { addressOfFile, addressOfPage, type PageAddress } from "../../lessons/page/pageAddress";

/** Scheme of lessons' pages and of the files around them, all of them read-only. */
export const LESSON_SCHEME = "parallel-lesson";

/** Where a lesson's page is. */
export function pageUri(lesson: LoadedLesson): vscode.Uri {
  return uriOf(addressOfPage(lesson));
}

/** Where a file of a lesson is, as its author wrote it. */
export function lessonFileUri(lesson: LoadedLesson, path: string): vscode.Uri {
  return uriOf(addressOfFile(lesson, path));
}

function uriOf({ authority, path }: PageAddress): vscode.Uri {
  return vscode.Uri.from({ scheme: LESSON_SCHEME, authority, path });
}
