import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { FilterChoice } from "../../../src/extension/lessons/filterChoice";
import { LessonLibrary } from "../../../src/extension/lessons/lessonLibrary";
import type { LessonNode } from "../../../src/extension/lessons/lessonNode";
import { LessonsView } from "../../../src/extension/lessons/lessonsView";
import { ProgressStore, type SyncedMemento } from "../../../src/extension/lessons/progressStore";
import { temporaryFolder } from "../../support/cleanUp";
import { EXTENSION_ID } from "./labs";

/** Keeps values as VS Code does: as JSON. */
export class TestMemento implements SyncedMemento {
  readonly values = new Map<string, string>();
  synced: readonly string[] = [];

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get<T>(key: string): T | undefined {
    const value = this.values.get(key);
    return value === undefined ? undefined : (JSON.parse(value) as T);
  }

  async update(key: string, value: unknown): Promise<void> {
    this.values.set(key, JSON.stringify(value));
  }

  setKeysForSync(keys: readonly string[]): void {
    this.synced = keys;
  }
}

/** What the view shows of itself outside its tree, and its events, without a window. */
export class TestTreeView {
  badge: vscode.ViewBadge | undefined;
  message: string | undefined;
  description: string | undefined;
  readonly selection: readonly LessonNode[] = [];
  readonly visible = true;
  readonly revealed: LessonNode[] = [];
  readonly checked = new vscode.EventEmitter<vscode.TreeCheckboxChangeEvent<LessonNode>>();
  readonly onDidChangeCheckboxState = this.checked.event;
  provider: vscode.TreeDataProvider<LessonNode> | undefined;

  async reveal(node: LessonNode): Promise<void> {
    this.revealed.push(node);
  }

  dispose(): void {
    this.checked.dispose();
  }
}

/** The lessons' parts, apart from those that the extension itself has: their progress is nobody's. */
export class LessonParts implements vscode.Disposable {
  private readonly folder = temporaryFolder("parallel-labs-progress-");
  readonly log = vscode.window.createOutputChannel("Parallel Labs Test", { log: true });
  readonly memento = new TestMemento();
  readonly storage = vscode.Uri.file(this.folder.path);
  readonly library: LessonLibrary;
  private readonly stores: ProgressStore[] = [];
  readonly store = this.otherStore(this.memento);
  readonly choice = new FilterChoice(this.memento);
  readonly tree = new TestTreeView();
  readonly view: LessonsView;

  constructor() {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    assert(extension);
    this.library = new LessonLibrary(extension, this.log);
    this.view = new LessonsView(this, this.log, (_id, { treeDataProvider }) => {
      this.tree.provider = treeDataProvider;
      return this.tree as unknown as vscode.TreeView<LessonNode>;
    });
  }

  /** What another window has: the same folder, a memento of its own. */
  otherStore(memento: SyncedMemento = new TestMemento()): ProgressStore {
    const store = new ProgressStore(memento, this.storage, this.log);
    this.stores.push(store);
    return store;
  }

  /** The nodes below one, or the lessons. */
  async children(node?: LessonNode): Promise<LessonNode[]> {
    return (await this.tree.provider?.getChildren(node)) ?? [];
  }

  /** How a node is shown. */
  async item(node: LessonNode): Promise<vscode.TreeItem> {
    const item = await this.tree.provider?.getTreeItem(node);
    assert(item);
    return item;
  }

  /** The labels below a node. */
  async labels(node?: LessonNode): Promise<string[]> {
    const items = await Promise.all((await this.children(node)).map((child) => this.item(child)));
    return items.map(({ label }) => String(label));
  }

  dispose(): void {
    const parts = [this.view, this.library, this.choice, this.log, ...this.stores];
    vscode.Disposable.from(...parts).dispose();
    this.folder.remove();
  }
}

/** The folder that the tests' window has open. */
export function workspaceFolder(): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert(folder);
  return folder.uri.fsPath;
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Takes the workspace's lessons away. */
export function removeWorkspaceLessons(): void {
  rmSync(join(workspaceFolder(), ".parallel-labs"), { recursive: true, force: true });
}

/** Answers in place of the user until the test's end. */
export class Answers {
  private readonly kept: (() => void)[] = [];

  /** Puts a function in place of one of `vscode.window` or `vscode.env`. */
  replace<Owner extends object, Name extends keyof Owner>(owner: Owner, name: Name, by: unknown): void {
    const before = Object.getOwnPropertyDescriptor(owner, name);
    Object.defineProperty(owner, name, { value: by, configurable: true, writable: true });
    this.kept.push(() => {
      if (before) Object.defineProperty(owner, name, before);
    });
  }

  putBack(): void {
    for (const undo of this.kept.splice(0).reverse()) undo();
  }
}
