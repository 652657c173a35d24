import * as vscode from "vscode";
import { nextStep } from "../../lessons/progress/nextStep";
import type { FilterChoice } from "./filterChoice";
import { shownBy } from "./lessonFilter";
import { lessonItem } from "./lessonItem";
import type { LessonLibrary } from "./lessonLibrary";
import { childrenOf, type LessonNode, nodeId, parentOf } from "./lessonNode";
import type { ProgressStore } from "./progressStore";

/** What lessons are shown from. */
export interface LessonParts {
  readonly library: LessonLibrary;
  readonly store: ProgressStore;
  readonly choice: FilterChoice;
}

/** The lessons as a tree. They are read when it is first looked at. */
export class LessonTree implements vscode.TreeDataProvider<LessonNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable;
  /** The view knows nodes by identity. */
  private readonly known = new Map<string, LessonNode>();
  /** The lesson to go on with when the view was first shown: it alone is open then. */
  private open: string | undefined;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly parts: LessonParts) {
    const { library, store, choice } = parts;
    const changed = () => this.changed.fire();
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      library.onDidChange(changed),
      store.onDidChange(changed),
      choice.onDidChange(changed),
    );
  }

  getTreeItem(node: LessonNode): vscode.TreeItem {
    const { library, store } = this.parts;
    const offered = library.find(node.lesson);
    if (!offered) return new vscode.TreeItem(""); // just removed: the view asks anew at once
    const item = lessonItem(node, offered, store.progress);
    if (node.kind === "lesson" && node.lesson === this.open)
      item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
    return item;
  }

  async getChildren(parent?: LessonNode): Promise<LessonNode[]> {
    const { library, store, choice } = this.parts;
    await Promise.all([library.ready(), store.ready()]);
    const shown = shownBy(choice.filter, store.progress);
    if (parent) {
      const offered = library.find(parent.lesson);
      return offered ? childrenOf(parent, offered, shown).map((node) => this.same(node)) : [];
    }
    const lessons = library.lessons.map(({ lesson }) => lesson);
    this.open ??= nextStep(lessons, store.progress)?.lesson.id ?? lessons[0]?.id;
    return library.lessons
      .filter((offered) => shown.lesson(offered))
      .map(({ lesson }) => this.same({ kind: "lesson", lesson: lesson.id }));
  }

  getParent(node: LessonNode): LessonNode | undefined {
    const parent = parentOf(node);
    return parent && this.same(parent);
  }

  /** The node of the view that means the same. */
  same(node: LessonNode): LessonNode {
    const id = nodeId(node);
    const known = this.known.get(id) ?? node;
    this.known.set(id, known);
    return known;
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
