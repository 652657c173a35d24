import { hostname } from "node:os";
import * as vscode from "vscode";
import type { Cluster } from "../engines/cluster";
import { views } from "../protocol/ids";
import type { Clusters } from "./clusters";
import { EngineItem } from "./engineItem";
import { processMemory } from "./processMemory";

/** How often memory is read while the view is to be seen, in ms. */
const MEMORY_INTERVAL = 2000;
/** State changes of many engines within this time are shown as one, in ms. */
const REFRESH_DELAY = 50;

const headings: Readonly<Record<Cluster["backend"], string>> = {
  python: "Python",
  pyodide: "Python",
  node: "JavaScript",
  ipyparallel: "ipyparallel",
};

/** A cluster as a heading, shown only where there are several. */
class ClusterItem extends vscode.TreeItem {
  constructor(readonly cluster: Cluster) {
    super(headings[cluster.backend], vscode.TreeItemCollapsibleState.Expanded);
    this.id = cluster.backend;
    this.contextValue = "cluster";
  }
}

type Item = ClusterItem | EngineItem;

/** The Engines view: every engine with its state, process, memory and tasks. */
export class EnginesView implements vscode.TreeDataProvider<Item>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly memory = new Map<number, number>();
  private readonly tree: vscode.TreeView<Item>;
  private readonly subscriptions: vscode.Disposable[];
  private refresh: NodeJS.Timeout | undefined;
  private readonly poll: NodeJS.Timeout;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly clusters: Clusters) {
    this.tree = vscode.window.createTreeView(views.engines, { treeDataProvider: this });
    this.subscriptions = [
      this.tree,
      clusters.onDidChange(() => this.later()),
      this.tree.onDidChangeVisibility(() => void this.readMemory()),
    ];
    this.poll = setInterval(() => void this.readMemory(), MEMORY_INTERVAL);
  }

  getTreeItem(item: Item): vscode.TreeItem {
    return item;
  }

  getChildren(item?: Item): Item[] {
    if (item instanceof ClusterItem) return this.enginesOf(item.cluster);
    if (item) return [];
    const all = this.clusters.all;
    if (all.length > 1) return all.map((cluster) => new ClusterItem(cluster));
    return all.flatMap((cluster) => this.enginesOf(cluster));
  }

  dispose(): void {
    clearInterval(this.poll);
    clearTimeout(this.refresh);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private enginesOf(cluster: Cluster): EngineItem[] {
    return cluster.engines.map((engine) => new EngineItem(engine, this.memory.get(engine.info.pid)));
  }

  private later(): void {
    this.refresh ??= setTimeout(() => {
      this.refresh = undefined;
      this.changed.fire();
    }, REFRESH_DELAY);
  }

  private async readMemory(): Promise<void> {
    if (!this.tree.visible) return;
    const pids = this.clusters.all
      .flatMap(({ engines }) => engines.map(({ info }) => (info.host === hostname() ? info.pid : 0)))
      .filter(Boolean);
    let news = false;
    for (const [pid, memory] of await processMemory(pids)) {
      news ||= this.memory.get(pid) !== memory;
      this.memory.set(pid, memory);
    }
    if (news) this.changed.fire();
  }
}
