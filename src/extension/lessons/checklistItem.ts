import * as vscode from "vscode";
import { isItemDone, labOfItem } from "../../lessons/progress/status";
import { commands } from "../../protocol/ids";
import type { ChecklistItem, ItemKind, Lesson } from "../../protocol/lesson";
import type { Progress } from "../../protocol/progress";
import { optionalUri } from "./optionalMarks";
import { describe } from "./treeText";

const icons: Readonly<Record<ItemKind, string>> = { watch: "play-circle", read: "book", do: "beaker" };

/** An item of the checklist, with its check box. A click opens what it links to. */
export function checklistItem(lesson: Lesson, item: ChecklistItem, progress: Progress): vscode.TreeItem {
  const { kind, title, minutes, optional, by, link } = item;
  const done = isItemDone(progress, lesson.id, item);
  const tree = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.None);
  tree.iconPath = new vscode.ThemeIcon(icons[kind]);
  if (optional) tree.resourceUri = optionalUri(lesson.id, item.id);
  tree.contextValue = `item.${kind === "do" ? "lab" : "link"}.${done ? "done" : "open"}`;
  const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
  const spoken = `${kindText(kind)}: ${title}`;
  tree.checkboxState = {
    state: done ? Checked : Unchecked,
    tooltip: done ? vscode.l10n.t("Mark as Not Done") : vscode.l10n.t("Mark as Done"),
    accessibilityInformation: { label: spoken, role: "checkbox" },
  };
  const lab = labOfItem(lesson.id, item);
  tree.command = lab
    ? { command: commands.openLab, title: vscode.l10n.t("Open Lab"), arguments: [lab] }
    : {
        command: commands.openLink,
        title: vscode.l10n.t("Open Link"),
        arguments: [{ kind: "item", lesson: lesson.id, item: item.id }],
      };
  const time = minutes === undefined ? [] : [vscode.l10n.t("{0} min", minutes)];
  return describe(tree, {
    facts: [...time, ...(optional ? [vscode.l10n.t("optional")] : [])],
    also: [done ? vscode.l10n.t("done") : vscode.l10n.t("not done")],
    details: [kindText(kind), ...(by ? [by] : []), ...(lab ? [] : [link]), ...servesText(lesson, item)],
    spoken,
  });
}

function kindText(kind: ItemKind): string {
  if (kind === "watch") return vscode.l10n.t("Watch");
  return kind === "read" ? vscode.l10n.t("Read") : vscode.l10n.t("Do");
}

function servesText({ objectives }: Lesson, { outcomes = [] }: ChecklistItem): string[] {
  return objectives
    .filter(({ id }) => outcomes.includes(id))
    .map(({ text }) => vscode.l10n.t("Afterwards: {0}", text));
}
