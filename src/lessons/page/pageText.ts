import type { Progress } from "../../protocol/progress";
import type { LoadedLesson } from "../loadLesson";
import { linksToPages } from "./linksToPages";
import { asMarkdown } from "./markdownText";
import { overview, quizInvitation } from "./overview";

/**
 * A lesson's page as the learner reads it: its heading, what there is to do and what is done of it, then its text, then
 * the way to the quiz. Markdown for VS Code's preview.
 * @param lessons all that there are, because the text may link to them
 */
export function pageText(lesson: LoadedLesson, progress: Progress, lessons: readonly LoadedLesson[]): string {
  const body = linksToPages(lesson, lessons).trim();
  const [, heading = `# ${asMarkdown(lesson.lesson.title)}`, rest = body] =
    /^(# [^\n]*)(?:\n([\s\S]*))?$/.exec(body) ?? [];
  const parts = [heading, overview(lesson, progress), rest.trim(), quizInvitation(lesson, progress)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
