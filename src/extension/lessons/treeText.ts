import * as vscode from "vscode";

/** What is said of a tree item. */
export interface Said {
  /** Stand beside the label. */
  readonly facts: readonly string[];
  /** What its icon shows; told in the tooltip and to screen readers. */
  readonly also?: readonly string[];
  /** Paragraphs of the tooltip. */
  readonly details?: readonly string[];
  /** What a screen reader says in place of the label. */
  readonly spoken?: string;
}

/** Puts what is said into the description, the tooltip and the words of a screen reader. Text of lessons stays text. */
export function describe(
  item: vscode.TreeItem,
  { facts, also = [], details = [], spoken }: Said,
): vscode.TreeItem {
  const label = String(item.label);
  if (facts.length > 0) item.description = facts.join(" · ");
  item.accessibilityInformation = { label: [spoken ?? label, ...facts, ...also].join(", ") };
  const tooltip = new vscode.MarkdownString();
  tooltip.isTrusted = false;
  tooltip.appendMarkdown("**").appendText(label).appendMarkdown("**");
  const rest = [...facts, ...also].join(" · ");
  for (const line of [rest, ...details].filter(Boolean)) tooltip.appendMarkdown("\n\n").appendText(line);
  item.tooltip = tooltip;
  return item;
}

export function doneIcon(): vscode.ThemeIcon {
  return new vscode.ThemeIcon("pass-filled", new vscode.ThemeColor("testing.iconPassed"));
}
