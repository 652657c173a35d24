import * as vscode from "vscode";
import { views } from "../../protocol/ids";
import type { RunStore } from "../../runs/runStore";
import { RunItem } from "./runItem";

/** The History view: the runs of this workspace that are kept. */
export class HistoryView implements vscode.TreeDataProvider<RunItem>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly tree: vscode.TreeView<RunItem>;
  private readonly subscriptions: vscode.Disposable;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly store: RunStore) {
    this.tree = vscode.window.createTreeView(views.history, { treeDataProvider: this, canSelectMany: true });
    const news = store.onDidChange(() => this.changed.fire());
    this.subscriptions = vscode.Disposable.from(this.tree, this.changed, news);
  }

  /** Ids of the runs that are selected. */
  get selected(): readonly string[] {
    return this.tree.selection.map(({ run }) => run.id);
  }

  getTreeItem(item: RunItem): vscode.TreeItem {
    return item;
  }

  async getChildren(item?: RunItem): Promise<RunItem[]> {
    return item ? [] : (await this.store.list()).map((run) => new RunItem(run));
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
