import * as vscode from "vscode";
import { messageOf } from "../../base/errors";
import { tickItem } from "../../lessons/progress/record";
import { contextKeys, views } from "../../protocol/ids";
import { showFailure } from "../showFailure";
import { textsOf } from "./filterChoice";
import type { LessonNode } from "./lessonNode";
import { type LessonParts, LessonTree } from "./lessonTree";
import { type Left, whatIsLeft } from "./whatIsLeft";

/** How the view is made; tests make another. */
export type MakeTreeView = (
  id: string,
  options: vscode.TreeViewOptions<LessonNode>,
) => vscode.TreeView<LessonNode>;

/** The Lessons view: the tree, its check boxes, the badge, and what is said above it. */
export class LessonsView implements vscode.Disposable {
  private readonly tree: LessonTree;
  private readonly view: vscode.TreeView<LessonNode>;
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly parts: LessonParts,
    private readonly log: vscode.LogOutputChannel,
    make: MakeTreeView = vscode.window.createTreeView,
  ) {
    this.tree = new LessonTree(parts);
    this.view = make(views.lessons, {
      treeDataProvider: this.tree,
      canSelectMany: true,
      showCollapseAll: true,
      manageCheckboxStateManually: true, // only items have a box, and what is ticked is told by the progress
    });
    const { library, store, choice } = parts;
    this.subscriptions = vscode.Disposable.from(
      this.tree,
      this.view,
      this.view.onDidChangeCheckboxState(({ items }) => void this.tick(items)),
      library.onDidChange(() => this.showState()),
      store.onDidChange(() => this.showState()),
      choice.onDidChange(() => this.showState()),
    );
  }

  /** What a key means: the row that has the keyboard; all that are selected, if it is one of them. */
  async chosen(): Promise<readonly LessonNode[]> {
    // VS Code does not tell which row has the keyboard: selecting it, or not, and taking that back does.
    const before = this.view.selection;
    await vscode.commands.executeCommand("list.toggleSelection");
    const after = this.view.selection;
    await vscode.commands.executeCommand("list.toggleSelection");
    const focused = after.find((node) => !before.includes(node));
    return focused ? [focused] : before;
  }

  /** Shows a node where it stands, if the view is to be seen. */
  async reveal(node: LessonNode): Promise<void> {
    if (!this.view.visible) return;
    try {
      await this.view.reveal(this.tree.same(node), { select: true, focus: false });
    } catch (error) {
      this.log.debug(`not revealed: ${messageOf(error)}`); // the filter hides it, or it was just removed
    }
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async tick(items: readonly [LessonNode, vscode.TreeItemCheckboxState][]): Promise<void> {
    try {
      await this.parts.store.change((progress, now) =>
        items.reduce((after, [node, state]) => {
          if (node.kind !== "item") return after;
          return tickItem(after, node.lesson, node.item, state === vscode.TreeItemCheckboxState.Checked, now);
        }, progress),
      );
    } catch (error) {
      showFailure(error, this.log);
    }
  }

  private showState(): void {
    const { library, store, choice } = this.parts;
    const { filter } = choice;
    const lessons = library.lessons.map(({ lesson }) => lesson);
    this.view.description = filter === "all" ? "" : textsOf(filter).label;
    const left = whatIsLeft(lessons, store.progress);
    this.view.badge = left && { value: left.count, tooltip: leftText(left) };
    const wrong = new Set(library.authorProblems.filter(isError).map(({ file }) => file)).size;
    // No property with undefined: the view would show an empty line.
    this.view.message = wrong === 0 ? "" : wrongText(wrong);
    void vscode.commands.executeCommand(
      "setContext",
      contextKeys.hasLessonProblems,
      library.authorProblems.length > 0,
    );
  }
}

function isError({ severity }: { readonly severity: string }): boolean {
  return severity === "error";
}

function leftText({ lesson: { title }, part, count }: Left): string {
  if (part === "checklist") return vscode.l10n.t("{0}: {1} of the checklist left", title, count);
  return part === "labs"
    ? vscode.l10n.t("{0}: {1} labs left", title, count)
    : vscode.l10n.t("{0}: {1} questions left", title, count);
}

function wrongText(count: number): string {
  return count === 1
    ? vscode.l10n.t("A lesson is not shown, because it has mistakes: see Problems.")
    : vscode.l10n.t("{0} lessons are not shown, because they have mistakes: see Problems.", count);
}
