import * as vscode from "vscode";
import { errors } from "../../base/errors";
import { answerQuestion } from "../../lessons/progress/record";
import { answerTo } from "../../lessons/progress/status";
import { choiceOrder } from "../../lessons/quiz/choiceOrder";
import { judge, questionOrder, quizScore, type Verdict } from "../../lessons/quiz/quizRound";
import type { Choice, Lesson, Question } from "../../protocol/lesson";
import { plainText } from "../plainText";
import { findLesson } from "./findLab";
import type { LearnerProgress, Lessons } from "./offeredLessons";
import { choiceItems, questionOptions } from "./quizItems";

/** Where the learner goes after an answer. */
type Way = "next" | "again" | "back" | "stop";

/**
 * Asks a lesson's questions, those not answered rightly first, and says of each answer why it is right or wrong. An answer is
 * kept as soon as it is given: whoever stops loses nothing.
 */
export class Quiz {
  private readonly lessons: Lessons;
  private readonly learner: LearnerProgress;

  constructor(lessons: Lessons, learner: LearnerProgress) {
    this.lessons = lessons;
    this.learner = learner;
  }

  /** @param first id of the question to begin with */
  async ask(lessonId: string, first?: string): Promise<void> {
    const { lesson } = await findLesson(this.lessons, lessonId);
    if (lesson.quiz.length === 0) {
      const title = plainText(lesson.title);
      throw errors.wrongUsage(vscode.l10n.t("The lesson {0} has no questions.", title));
    }
    const questions = questionOrder(lesson, this.learner.progress, first);
    for (let at = 0; at < questions.length; ) {
      const question = questions[at];
      const way = question ? await this.askOne(lesson, question, at, questions.length) : "stop";
      if (way === "stop") return;
      if (way === "next") at += 1;
      if (way === "back") at -= 1;
    }
    await this.summarise(lesson);
  }

  private async askOne(lesson: Lesson, question: Question, at: number, count: number): Promise<Way> {
    const chosen = await this.choose(lesson, question, at, count);
    if (!chosen) return "stop";
    await this.learner.change(
      (progress, now) => answerQuestion(progress, lesson.id, question, chosen, now).progress,
    );
    return await explain(judge(question, chosen), at, count);
  }

  private async choose(
    lesson: Lesson,
    question: Question,
    at: number,
    count: number,
  ): Promise<readonly Choice[] | undefined> {
    const several = question.choices.filter(({ correct }) => correct).length > 1;
    const options = questionOptions(question, { at, count, several });
    const before = answerTo(this.learner.progress, lesson.id, question)?.chosen ?? [];
    const items = choiceItems(choiceOrder(question), several ? before : []);
    for (;;) {
      const picked = several
        ? await vscode.window.showQuickPick(items, { ...options, canPickMany: true })
        : await vscode.window.showQuickPick(items, options);
      if (picked === undefined) return undefined;
      const chosen = [picked].flat().map(({ choice }) => choice);
      if (chosen.length > 0) return chosen; // nothing ticked is no answer: it is asked again
    }
  }

  private async summarise(lesson: Lesson): Promise<void> {
    const { right, total } = quizScore(lesson, this.learner.progress);
    const title = plainText(lesson.title);
    if (right === total) {
      const said = vscode.l10n.t("{0}: all {1} questions are answered rightly.", title, total);
      void vscode.window.showInformationMessage(said);
      return;
    }
    const again = vscode.l10n.t("Try the Others Again");
    const said = vscode.l10n.t("{0}: {1} of {2} questions are answered rightly.", title, right, total);
    if ((await vscode.window.showInformationMessage(said, again)) === again) await this.ask(lesson.id);
  }
}

/** Says whether an answer is right and why, and asks how to go on. A dialog: it wraps long text, and is read out. */
async function explain({ kind, reasons }: Verdict, at: number, count: number): Promise<Way> {
  const heading = {
    right: vscode.l10n.t("Right."),
    incomplete: vscode.l10n.t("Right so far, but something is missing."),
    wrong: vscode.l10n.t("Not quite."),
  }[kind];
  const lines = reasons.map(({ choice, correct, why }) => {
    const line = [plainText(choice), plainText(why)] as const;
    return correct ? vscode.l10n.t("✓ {0}\n{1}", ...line) : vscode.l10n.t("✗ {0}\n{1}", ...line);
  });
  const next = at + 1 < count ? vscode.l10n.t("Next Question") : vscode.l10n.t("Finish");
  const again = vscode.l10n.t("Try Again");
  const back = vscode.l10n.t("Previous Question");
  const buttons = kind === "right" ? [next] : [again, next];
  if (at > 0) buttons.push(back);
  const show = kind === "right" ? "showInformationMessage" : "showWarningMessage";
  const options = { modal: true, detail: lines.join("\n\n") };
  const chosen = await vscode.window[show](heading, options, ...buttons);
  const ways = new Map<string | undefined, Way>([
    [next, "next"],
    [again, "again"],
    [back, "back"],
  ]);
  return ways.get(chosen) ?? "stop";
}
