import * as vscode from "vscode";
import { type LabStatus, labStatus } from "../../lessons/progress/status";
import { commands } from "../../protocol/ids";
import type { Lab } from "../../protocol/lesson";
import type { Progress } from "../../protocol/progress";
import type { OfferedLesson } from "./offeredLesson";
import { describe, doneIcon } from "./treeText";

/** A lab, with the state of its checks. A click opens the learner's copy. */
export function labItem({ lesson, checks }: OfferedLesson, lab: Lab, progress: Progress): vscode.TreeItem {
  const status = labStatus(progress, lesson.id, lab, checks.get(lab.id));
  const item = new vscode.TreeItem(lab.title, vscode.TreeItemCollapsibleState.None);
  item.iconPath = iconOf(status);
  item.contextValue = `lab.${status}`;
  item.command = {
    command: commands.openLab,
    title: vscode.l10n.t("Open Lab"),
    arguments: [{ lesson: lesson.id, lab: lab.id }],
  };
  const before = lesson.labs.find(({ id }) => id === lab.after);
  return describe(item, {
    facts: status === "open" ? [] : [statusText(status)],
    also: status === "open" ? [statusText(status)] : [],
    details: [
      lab.summary,
      ...(lab.engines === undefined ? [] : [vscode.l10n.t("Needs {0} engines or more", lab.engines)]),
      ...(before ? [vscode.l10n.t("Comes after {0}", before.title)] : []),
      ...(status === "changed" ? [vscode.l10n.t("You passed it; its checks are others now.")] : []),
    ],
    spoken: vscode.l10n.t("Lab: {0}", lab.title),
  });
}

function iconOf(status: LabStatus): vscode.ThemeIcon {
  if (status === "passed") return doneIcon();
  if (status === "open") return new vscode.ThemeIcon("circle-large-outline");
  return new vscode.ThemeIcon("issue-reopened", new vscode.ThemeColor("testing.iconQueued"));
}

function statusText(status: LabStatus): string {
  if (status === "passed") return vscode.l10n.t("passed");
  return status === "open" ? vscode.l10n.t("not passed yet") : vscode.l10n.t("checks changed");
}
