import type { Progress } from "../../protocol/progress";
import type { LoadedLesson } from "../loadLesson";
import { asMarkdown } from "./markdownText";
import { overview, quizInvitation } from "./overview";
import { type Surroundings, shownBody } from "./shownBody";

/**
 * A lesson's page as the learner reads it: its heading, what there is to do and what is done of it, then its text, then
 * the way to the quiz. Markdown for VS Code's preview.
 */
export function pageText(lesson: LoadedLesson, progress: Progress, around: Surroundings): string {
  const body = shownBody(lesson, around).trim();
  const [, heading = `# ${asMarkdown(lesson.lesson.title)}`, rest = body] =
    /^(# [^\n]*)(?:\n([\s\S]*))?$/.exec(body) ?? [];
  const parts = [heading, overview(lesson, progress), rest.trim(), quizInvitation(lesson, progress)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
