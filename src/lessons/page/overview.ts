import type { ChecklistItem, Lab } from "../../protocol/lesson";
import type { Progress } from "../../protocol/progress";
import type { LoadedLesson } from "../loadLesson";
import { answerTo, isItemDone, labOfItem, labStatus } from "../progress/status";
import { tally } from "../progress/tally";
import { asAddress, asLinkTarget, asMarkdown } from "./markdownText";
import { labAddress, QUIZ_ADDRESS } from "./pageAddress";

const VERBS = { watch: "Watch", read: "Read", do: "Do" } as const;

/** What stands above a lesson's text: its summary, aims, checklist and labs, with what is done of them. Markdown. */
export function overview({ lesson }: LoadedLesson, progress: Progress): string {
  const { summary, objectives, checklist, labs } = lesson;
  return [
    ...(summary ? [`*${asMarkdown(summary)}*`] : []),
    ...list(
      "Afterwards you can:",
      objectives.map(({ text }) => asMarkdown(text)),
    ),
    ...list(
      `**Checklist** · ${tally(lesson, progress).text}`,
      checklist.map((item) => itemLine(lesson.id, item, progress)),
    ),
    ...list(
      "**Labs**",
      labs.map((lab) => labLine(lesson.id, lab, progress)),
    ),
    "---",
  ].join("\n\n");
}

/** What stands below a lesson's text: the way to its quiz, if it has one. Markdown. */
export function quizInvitation({ lesson }: LoadedLesson, progress: Progress): string {
  const { id, quiz } = lesson;
  if (quiz.length === 0) return "";
  const right = quiz.filter((question) => answerTo(progress, id, question)?.correct).length;
  const count = quiz.length === 1 ? "1 question" : `${quiz.length} questions`;
  return [
    "---",
    `**Quiz** · ${count}, ${right} answered rightly`,
    `${box(right === quiz.length)} [Answer the questions](${asLinkTarget(QUIZ_ADDRESS)})`,
  ].join("\n\n");
}

function list(heading: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [heading, lines.map((line) => `- ${line}`).join("\n")] : [];
}

function itemLine(lesson: string, item: ChecklistItem, progress: Progress): string {
  const { kind, title, link, by, minutes, optional } = item;
  const lab = labOfItem(lesson, item);
  const target = lab ? asAddress(labAddress(lab.lesson, lab.lab)) : new URL(link).href;
  const facts = [
    ...(by ? [asMarkdown(by)] : []),
    ...(minutes === undefined ? [] : [`${minutes} min`]),
    ...(optional ? ["optional"] : []),
  ];
  const what = `${VERBS[kind]}: [${asMarkdown(title)}](${asLinkTarget(target)})`;
  return [`${box(isItemDone(progress, lesson, item))} ${what}`, ...facts].join(" · ");
}

function labLine(lesson: string, lab: Lab, progress: Progress): string {
  const done = labStatus(progress, lesson, lab) !== "open";
  const link = `[${asMarkdown(lab.title)}](${asLinkTarget(asAddress(labAddress(lesson, lab.id)))})`;
  return `${box(done)} ${link}: ${asMarkdown(lab.summary)}`;
}

function box(done: boolean): string {
  return done ? "☑" : "☐";
}
