import * as vscode from "vscode";
import type { Choice, Question } from "../../protocol/lesson";
import { plainText } from "../plainText";

/** Letters that a line of a quick pick shows, in its usual font. */
const LINE = 88;

/** A choice that can be picked. */
export interface ChoiceItem extends vscode.QuickPickItem {
  readonly choice: Choice;
}

/** The choices as they are shown. What is too long for a line goes on in the next. */
export function choiceItems(choices: readonly Choice[], picked: readonly string[]): ChoiceItem[] {
  return choices.map((choice) => {
    const [label, detail] = twoLines(plainText(choice.text));
    return {
      label,
      ...(detail && { detail }),
      alwaysShow: true,
      picked: picked.includes(choice.text),
      choice,
    };
  });
}

/** How a question is asked: as the title, which wraps. It stays while the learner looks something up elsewhere. */
export function questionOptions(
  { question }: Question,
  { at, count, several }: { readonly at: number; readonly count: number; readonly several: boolean },
): vscode.QuickPickOptions {
  const howMany = several ? vscode.l10n.t("Choose all that are right") : vscode.l10n.t("Choose one");
  const place = vscode.l10n.t("Question {0} of {1}", at + 1, count);
  return { title: plainText(question), placeHolder: `${place} · ${howMany}`, ignoreFocusOut: true };
}

function twoLines(text: string): readonly [string, string] {
  if (text.length <= LINE) return [text, ""];
  const end = text.lastIndexOf(" ", LINE);
  return end > 0 ? [text.slice(0, end), text.slice(end + 1)] : [text, ""];
}
